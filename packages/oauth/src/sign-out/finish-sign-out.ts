import { OAuthError } from '../oauth-error.ts';
import { parseTrusted } from '../server/trusted-url.ts';
import { setQuery } from '../sign-in/set-query.ts';
import type { RefreshParts } from '../tokens/refresh-parts.ts';
import type { SignOutOptions } from './sign-out-options.ts';

/** What a session that has ended leaves to be done. */
export interface Leaving extends SignOutOptions {
  readonly token: string | undefined;
  readonly idToken: string | undefined;
}

export interface SignOutParts extends RefreshParts {
  readonly forgetKey: () => Promise<unknown>;
}

/** The part of a sign-out that is not needed for it to hold: the key, and the server. */
export async function finishSignOut(
  { settings, server, forgetKey, revoke }: SignOutParts,
  { token, idToken, redirect }: Leaving,
): Promise<void> {
  const { options, environment } = settings;
  await forgetKey();
  await revoke(token);
  if (!redirect) return;
  const { end_session_endpoint: endpoint = '' } = await server.metadata();
  const url = parseTrusted(endpoint);
  if (!url) throw new OAuthError('config', 'The server has no page to sign out at.');
  setQuery(url.searchParams, {
    client_id: options.clientId,
    id_token_hint: idToken,
    post_logout_redirect_uri: options.postLogoutRedirectUri,
  });
  environment.page.go(url.href);
}
