import { isSecureUrl } from '@playgate/protocol';
import { ServerError } from '../server-error.ts';

/**
 * Checks the address of an API: absolute, https (http on loopback only), without user, query and fragment.
 *
 * @param name The option's name, for errors.
 * @throws {ServerError} `config`
 */
export function parseApiUrl(text: string, name: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // As text, since the parser drops an empty query or fragment.
  if (
    url === undefined ||
    !isSecureUrl(url) ||
    url.username + url.password !== '' ||
    /[?#]/.test(text)
  )
    throw new ServerError(
      'config',
      `${name} must be an absolute https URL without user, query or fragment (http on loopback only).`,
    );
  return url;
}
