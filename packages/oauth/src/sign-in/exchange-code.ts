import {
  authorizationCodeGrantRequest,
  None,
  processAuthorizationCodeResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import { OAuthError } from '../oauth-error.ts';
import { readGrant } from '../tokens/grant.ts';
import type { Grant } from '../tokens/grant.ts';
import type { RefreshParts } from '../tokens/refresh-parts.ts';
import type { Transaction } from '../transaction/transactions.ts';

/**
 * Exchanges the code of a callback.
 *
 * @throws {OAuthError}
 */
export async function exchangeCode(
  { settings, server, dpopKey }: RefreshParts,
  { verifier = '', nonce = '' }: Transaction,
  state: string,
  url: URL,
): Promise<Grant> {
  const { options, isOpenId } = settings;
  const { issuer, authorization_response_iss_parameter_supported: isPromised } =
    await server.metadata();
  const named = url.searchParams.get('iss');
  if (named !== issuer && (named !== null || isPromised))
    throw new OAuthError('issuer_mismatch', 'This is the answer of another server.');
  const dpop = (await dpopKey())?.handle;
  return server.talk({ dpop }, async ({ server: as, client, options: how, left }) => {
    const code = validateAuthResponse(as, client, url, state);
    const { redirectUri } = options;
    const answer = await processAuthorizationCodeResponse(
      as,
      client,
      await authorizationCodeGrantRequest(as, client, None(), code, redirectUri, verifier, how),
      isOpenId ? { expectedNonce: nonce, requireIdToken: true } : {},
    );
    return readGrant(answer, left(), dpop !== undefined);
  });
}
