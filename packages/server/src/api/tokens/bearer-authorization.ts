import { Secret } from '../../secret/secret.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { ApiAuthorization, ApiCredentials } from '../vendor-api.ts';

/**
 * Authorizes calls with `Authorization: Bearer` and an access token. One that is refused is forgotten, and the call made with another.
 *
 * @param key Names the credential for `VendorCallEvent.key`.
 */
export function bearerAuthorization(tokens: AccessTokens, key?: string): ApiAuthorization {
  const sent = new WeakMap<ApiCredentials, Secret>();
  return {
    async authorize(signal) {
      const token = await tokens.get(signal);
      const credentials: ApiCredentials = {
        headers: { Authorization: new Secret(`Bearer ${token.reveal()}`) },
        ...(key !== undefined && { key }),
      };
      sent.set(credentials, token);
      return credentials;
    },
    refused(credentials) {
      const token = sent.get(credentials);
      if (token === undefined) return false;
      tokens.invalidate(token);
      return true;
    },
  };
}
