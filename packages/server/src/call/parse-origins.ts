import { isSecureUrl } from '@playgate/protocol';
import { ServerError } from '../server-error.ts';

/**
 * Checks a list of origins: each exactly as a browser spells it in `Origin`.
 *
 * @param name The option's name, for errors.
 * @throws {ServerError} `config`
 */
export function parseOrigins(origins: readonly string[], name: string): readonly string[] {
  if (!Array.isArray(origins) || origins.length === 0)
    throw new ServerError(
      'config',
      `${name} must list at least one origin, such as https://app.example.`,
    );
  for (const origin of origins)
    if (!isOrigin(origin))
      throw new ServerError(
        'config',
        `${name} must hold exact https origins such as https://app.example: no path, no wildcard, no default port (http on loopback only).`,
      );
  return [...origins];
}

function isOrigin(text: unknown): boolean {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const url = new URL(text);
  return isSecureUrl(url) && url.origin === text && !text.includes('*');
}
