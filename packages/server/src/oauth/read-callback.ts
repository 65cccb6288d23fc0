import { AuthorizationResponseError, validateAuthResponse } from 'oauth4webapi';
import type { AuthorizationServer } from 'oauth4webapi';
import { readOAuthRefusal } from '../api/tokens/read-oauth-refusal.ts';
import { ServerError } from '../server-error.ts';
import type { OAuthSettings } from './oauth-settings.ts';

/**
 * Reads what the browser came back with: the answer to this sign-in, from this issuer, with one code.
 *
 * @param state What the request for the code carried, from where this browser's sign-in is kept.
 * @throws {ServerError} `invalid_request` when it is the answer to something else; `vendor_forbidden` when it says no. Neither quotes it.
 * @see RFC 6749, section 4.1.2; RFC 9207.
 */
export function readCallback(
  callback: URL | string,
  state: string,
  server: AuthorizationServer,
  settings: Pick<OAuthSettings, 'client' | 'vendor' | 'name'>,
): URLSearchParams {
  let parameters: URLSearchParams | undefined;
  try {
    parameters = validateAuthResponse(server, settings.client, new URL(callback), state);
  } catch (error) {
    if (error instanceof AuthorizationResponseError) throw refused(error.error, settings);
    // No cause: it holds the code.
  }
  if (parameters?.getAll('code').length !== 1)
    throw new ServerError(
      'invalid_request',
      'This is no answer to the sign-in that this browser began: its state, its issuer or its code is not right. Begin again.',
    );
  return parameters;
}

function refused(
  error: string,
  { vendor, name }: Pick<OAuthSettings, 'vendor' | 'name'>,
): ServerError {
  const { reason } = readOAuthRefusal(400, { error }) ?? {};
  return new ServerError(
    'vendor_forbidden',
    `${name} sent the person back without a code (${reason ?? 'another reason'}). Offer to begin again.`,
    { vendor, ...(reason !== undefined && { reason }) },
  );
}
