import {
  authorizationCodeGrantRequest,
  None,
  processAuthorizationCodeResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import { momentOf } from '../clock.ts';
import type { Moment } from '../clock.ts';
import { OAuthError } from '../oauth-error.ts';
import { readGrant } from '../tokens/grant.ts';
import type { Grant } from '../tokens/grant.ts';
import type { RefreshParts } from '../tokens/refresher.ts';
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
  const { options, isOpenId, environment } = settings;
  const { issuer, authorization_response_iss_parameter_supported: isPromised } =
    await server.metadata();
  const named = url.searchParams.get('iss');
  if (named !== issuer && (named !== null || isPromised))
    throw new OAuthError('issuer_mismatch', 'This is the answer of another server.');
  const dpop = (await dpopKey())?.handle;
  let since: Moment = momentOf(environment.clock);
  const leaves = (): void => {
    since = momentOf(environment.clock);
  };
  const answer = await server.talk({ dpop, leaves }, async ({ server: as, client, options: how }) =>
    processAuthorizationCodeResponse(
      as,
      client,
      await authorizationCodeGrantRequest(
        as,
        client,
        None(),
        validateAuthResponse(as, client, url, state),
        options.redirectUri,
        verifier,
        how,
      ),
      isOpenId ? { expectedNonce: nonce, requireIdToken: true } : {},
    ),
  );
  return readGrant(answer, since, dpop !== undefined);
}
