import type { AccessTokens } from '../../api/tokens/access-tokens.ts';
import { clientCredentials } from '../../api/tokens/client-credentials.ts';
import type { ClientCredentialsOptions } from '../../api/tokens/client-credentials.ts';

/** Access tokens of one application, by what they may do. */
export type ScopedTokens = (scopes: readonly string[]) => AccessTokens;

/**
 * Keeps one access token for each set of scopes, however it is spelled: one request at a time for each, renewed ahead.
 *
 * @throws {ServerError} `config`, naming the option.
 */
export function createScopedTokens(options: Omit<ClientCredentialsOptions, 'scope'>): ScopedTokens {
  // Options that are wrong are so from the start.
  const unscoped = clientCredentials(options);
  const bySet = new Map([['', unscoped]]);
  return (scopes) => {
    const scope = [...new Set(scopes)].toSorted().join(' ');
    const tokens = bySet.get(scope) ?? clientCredentials({ ...options, scope });
    bySet.set(scope, tokens);
    return tokens;
  };
}
