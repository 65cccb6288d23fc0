import { Secret } from '@playgate/server';
import type { CallOptions } from '@playgate/server/oauth';
import type { CallAnswer } from './answer-call.ts';
import type { SessionRecord } from './session-record.ts';
import type { SessionSettings } from './session-settings.ts';
import { sessionTag } from './session-tag.ts';

/** How long the viewer waits for the authorization server, in milliseconds. */
const REVOKE_WITHIN_MS = 5000;

/**
 * Ends the session first, so that no refresh that is under way brings it back; then its tokens, as well as that goes.
 *
 * @see RFC 7009; OpenID Connect RP-Initiated Logout 1.0.
 */
export async function signOut(
  request: Request,
  context: CallOptions,
  settings: SessionSettings,
): Promise<CallAnswer> {
  const { cookie, sameSite, records, tell } = settings;
  const gone = cookie.format('', { maxAgeSeconds: 0, sameSite });
  const id = cookie.read(request.headers);
  const key = records.keyOf(id ?? '');
  const kept = id === undefined ? undefined : await records.find(key);
  if (kept === undefined) return { body: { signed_out: true }, cookie: gone };
  const { record } = kept;
  await records.end(key);
  const whose = { viewer: record.viewer, session: sessionTag(key), ...ids(context) };
  await tell('signed_out', whose);
  let onwards: string | undefined;
  try {
    await revoke(record, context, settings);
    onwards = await endSessionUrl(record, settings);
  } catch (error) {
    await tell('revocation_failed', { ...whose, error });
  }
  return {
    body: { signed_out: true, ...(onwards !== undefined && { continue_at: onwards }) },
    cookie: gone,
  };
}

function ids({ correlationId }: CallOptions): { readonly correlationId?: string } {
  return correlationId === undefined ? {} : { correlationId };
}

async function revoke(
  { tokens, viewer }: SessionRecord,
  context: CallOptions,
  { server, oauth }: SessionSettings,
): Promise<void> {
  const { revocation_endpoint: endpoint } = await server();
  if (endpoint === undefined) return;
  await oauth.revokeToken(new Secret(tokens.refreshToken ?? tokens.accessToken), {
    ...ids(context),
    ...{ viewer, withinMs: REVOKE_WITHIN_MS },
  });
}

/** Where the browser goes to be signed out there, too. */
async function endSessionUrl(
  { idToken }: SessionRecord,
  { server, clientId, afterSignOut }: SessionSettings,
): Promise<string | undefined> {
  const { end_session_endpoint: endpoint } = await server();
  if (endpoint === undefined || afterSignOut === undefined) return undefined;
  const url = new URL(endpoint);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('post_logout_redirect_uri', afterSignOut);
  if (idToken !== undefined) url.searchParams.set('id_token_hint', idToken);
  return url.href;
}
