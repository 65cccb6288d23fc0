import type { CallAnswer, CallContext } from '../answer/answer-call.ts';
import { endKeptTokens } from '../tokens/end-tokens.ts';
import type { SessionRecord } from '../store/session-record.ts';
import type { SessionSettings } from '../session-settings.ts';
import { sessionTag } from '../store/session-tag.ts';

/**
 * Ends the session first, so that no refresh that is under way brings it back; then its tokens, as well as that goes.
 *
 * @see RFC 7009; OpenID Connect RP-Initiated Logout 1.0.
 */
export async function signOut(
  request: Request,
  { correlationId }: CallContext,
  settings: SessionSettings,
): Promise<CallAnswer> {
  const { cookie, sameSite, records, tell } = settings;
  const gone = cookie.format('', { maxAgeSeconds: 0, sameSite });
  const id = cookie.read(request.headers);
  const key = records.keyOf(id ?? '');
  const kept = id === undefined ? undefined : await records.find(key);
  if (kept === undefined) return { body: { signed_out: true }, cookie: gone };
  const { tokens, viewer, idToken } = kept.record;
  await records.end(key);
  const whose = { viewer, session: sessionTag(key), correlationId };
  await tell('signed-out', whose);
  await endKeptTokens(tokens, whose, settings);
  const onwards = await endSessionUrl(idToken, settings);
  return {
    body: { signed_out: true, ...(onwards !== undefined && { continue_at: onwards }) },
    cookie: gone,
  };
}

/** Where the browser goes to be signed out there, too. */
async function endSessionUrl(
  idToken: SessionRecord['idToken'],
  { server, clientId, afterSignOut }: SessionSettings,
): Promise<string | undefined> {
  if (afterSignOut === undefined) return undefined;
  // Without metadata there is no such place; ending the tokens has told the audit.
  const { end_session_endpoint: endpoint } = await server().catch(() => ({
    end_session_endpoint: undefined,
  }));
  if (endpoint === undefined) return undefined;
  const url = new URL(endpoint);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('post_logout_redirect_uri', afterSignOut);
  if (idToken !== undefined) url.searchParams.set('id_token_hint', idToken);
  return url.href;
}
