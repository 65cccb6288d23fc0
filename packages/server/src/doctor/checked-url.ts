import { isSecureUrl } from '@playgate/protocol';
import { ServerError } from '../server-error.ts';

/**
 * Reads an address that is to be looked at.
 *
 * @param name The option's name, for errors.
 * @throws {ServerError} `config`
 */
export function checkedUrl(text: string, name: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isSecureUrl(url) || url.username + url.password !== '')
    throw new ServerError(
      'config',
      `${name} must be an absolute https URL (http on loopback only) without a user, such as https://app.example/api/pass.`,
    );
  return url;
}

/** The address as it may be shown: a query may hold a credential. */
export function shownUrl({ origin, pathname }: URL): string {
  return origin + pathname;
}
