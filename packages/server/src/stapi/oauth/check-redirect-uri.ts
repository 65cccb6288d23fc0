import { ServerError } from '../../server-error.ts';

/**
 * Checks that a redirect URI is one of those that are registered, letter by letter.
 *
 * @throws {ServerError} `config`, with the one that was used and those that are registered, without their queries.
 * @see STAPI, "Setting up OAuth 2.0 Applications": "exact matches".
 */
export function checkRedirectUri(used: string, registered: readonly string[]): void {
  if (registered.includes(used)) return;
  const known = registered.map(shown).join(', ') || 'none';
  const same = registered.some((uri) => shown(uri) === shown(used));
  throw new ServerError(
    'config',
    `The redirect URI ${shown(used)} is not registered. Registered: ${known}.${same ? ' They differ in the query.' : ''} They must be the same letter by letter.`,
  );
}

function shown(uri: string): string {
  return uri.replace(/[?#].*$/s, '').slice(0, 200);
}
