import { isServerError, ServerError } from '@playgate/server';
import type { TokenSet } from '@playgate/server/oauth';
import { OWN } from '../tokens/access-order.ts';
import type { CallContext } from '../answer/answer-call.ts';
import { leadTo } from '../answer/answer-visit.ts';
import { endTokens } from '../tokens/end-tokens.ts';
import { keepTokens } from '../store/kept-tokens.ts';
import { randomText } from '../random-text.ts';
import { timeOfMark } from '../sign-out/revocations.ts';
import { areWithin, readScopes } from '../tokens/scopes.ts';
import { sessionTag } from '../store/session-tag.ts';
import type { SessionRecord } from '../store/session-record.ts';
import type { SessionSettings } from '../session-settings.ts';
import type { SignInRecord } from './sign-in-record.ts';
import type { KeptSignIn, SignIns } from './sign-ins.ts';

/** How long those wait who find the same answer being worked on, in milliseconds. */
const LOOK_AGAIN_MS = 100;

/**
 * Takes what the authorization server answered. The answer must be to a sign-in that this very browser began, and come from this issuer.
 * However often it arrives (a reload, a restored tab, two at once), the code is exchanged once and all get the same session. An answer
 * that fits to no sign-in changes nothing.
 *
 * @see RFC 6749, section 10.12; RFC 9207.
 */
export async function finishSignIn(
  request: Request,
  context: CallContext,
  settings: SessionSettings,
  signIns: SignIns,
): Promise<Response> {
  const { search, searchParams } = new URL(request.url);
  const state = searchParams.get('state');
  const browser = settings.signInCookie.read(request.headers);
  if (state === null) throw foreign();
  const callback = `${settings.redirectUri}${search}`;
  for (;;) {
    const kept = await signIns.find(state, browser);
    if (kept === undefined) throw foreign();
    const { session, failure, takenUntil = 0, returnTo } = kept.record;
    if (failure !== undefined) throw failedBefore(failure);
    if (session !== undefined) return arrive(session, returnTo, settings);
    const now = settings.clock.now();
    if (now < takenUntil) {
      await settings.clock.sleep(Math.min(LOOK_AGAIN_MS, takenUntil - now), context.signal);
      continue;
    }
    const takeOver = { ...kept.record, takenUntil: now + settings.takeOverMs };
    const taken = await signIns.change(kept, takeOver);
    if (taken === undefined) continue;
    const id = await exchange(taken, { callback, state }, context, settings, signIns);
    if (id !== undefined) return arrive(id, returnTo, settings);
  }
}

interface Answered {
  readonly callback: string;
  readonly state: string;
}

/**
 * Exchanges the code and opens a session with a new id.
 *
 * @returns `undefined`: it took so long that somebody else took over.
 */
async function exchange(
  taken: KeptSignIn,
  { callback, state }: Answered,
  { correlationId }: CallContext,
  settings: SessionSettings,
  signIns: SignIns,
): Promise<string | undefined> {
  const { takenUntil: _taken, ...record } = taken.record;
  const { redirectUri, resources, oauth, clock } = settings;
  const [resource] = resources;
  const asked = clock.now();
  const end = async (how: Partial<SignInRecord>): Promise<boolean> =>
    (await signIns.change(taken, { ...record, ...how })) !== undefined;
  const endWith = (session: string): Promise<boolean> => end({ ...USED_UP, session });
  try {
    const tokens = await oauth.exchangeCode({
      ...{ callback, redirectUri, state, correlationId },
      codeVerifier: record.codeVerifier,
      nonce: record.nonce,
      ...(resource !== undefined && { resource }),
    });
    return await openOrEnd(tokens, { asked, record, correlationId, endWith }, settings);
  } catch (error) {
    const failure = failureOf(error);
    await end(failure === undefined ? {} : { ...USED_UP, failure });
    throw error;
  }
}

/** What a sign-in that has ended keeps of what its answer had to fit to. */
const USED_UP = { codeVerifier: '', nonce: '' };

/** @returns `undefined` for an answer that is not this sign-in's: the right one may still come. */
function failureOf(error: unknown): string | undefined {
  if (!isServerError(error)) return 'server_error';
  return error.code === 'invalid_request' ? undefined : (error.reason ?? error.code);
}

interface Beginning {
  /** When the tokens were asked for. */
  readonly asked: number;
  readonly record: SignInRecord;
  readonly correlationId: string;
  /** Ends the sign-in with a session's id, unless somebody else took over. */
  readonly endWith: (id: string) => Promise<boolean>;
}

/** Opens a session. When anything on the way fails there is none, and its tokens are ended. */
async function openOrEnd(
  tokens: TokenSet,
  beginning: Beginning,
  settings: SessionSettings,
): Promise<string | undefined> {
  const { records, tell } = settings;
  const { record, correlationId, endWith } = beginning;
  const id = randomText();
  const key = records.keyOf(id);
  const whose = {
    correlationId,
    ...(tokens.subject !== undefined && { viewer: tokens.subject }),
  };
  let isOpen = false;
  try {
    await records.create(key, await sessionOf(tokens, beginning, settings));
    // Its tokens are left: servers that have one grant for each browser would end the new ones with them.
    if (record.before !== undefined) await records.end(record.before);
    if (!(await endWith(id))) return undefined;
    await tell('signed-in', { ...whose, session: sessionTag(key) });
    isOpen = true;
    return id;
  } finally {
    if (!isOpen)
      await Promise.all([
        endTokens(tokens.refreshToken ?? tokens.accessToken, whose, settings),
        records.end(key),
      ]);
  }
}

async function sessionOf(
  tokens: TokenSet,
  { asked, record: { begunAt } }: Beginning,
  { revocations, clock, absoluteMs, claims, scope }: SessionSettings,
): Promise<SessionRecord> {
  const { subject: viewer, claims: idToken = {}, scopes = readScopes(scope) } = tokens;
  if (viewer === undefined)
    throw new ServerError(
      'vendor_response',
      'The authorization server gave no ID token. Have it give one for the scope openid.',
    );
  if (!areWithin(scopes, readScopes(scope)))
    throw new ServerError(
      'vendor_response',
      'The authorization server gave scopes that were not asked for. Take them from the application there, or list them in scope.',
    );
  const now = clock.now();
  const revocation = await revocations.markOf({ viewer });
  if (revocation !== undefined && begunAt <= timeOfMark(revocation))
    throw new ServerError('denied', 'The viewer’s sessions were revoked meanwhile. Begin again.');
  return {
    viewer,
    claims: claims(idToken),
    ...{ startedAt: now, seenAt: now, endsAt: now + absoluteMs },
    ...(revocation !== undefined && { revocation }),
    ...(typeof idToken['sid'] === 'string' && { providerSession: idToken['sid'] }),
    ...(tokens.idToken !== undefined && { idToken: tokens.idToken.reveal() }),
    tokens: keepTokens({ ...tokens, scopes }, { asked, purpose: OWN }),
  };
}

/** Leads to where the viewer wanted to be, with the session if it still lasts. */
async function arrive(
  id: string,
  returnTo: string,
  { records, cookie, sameSite, absoluteMs }: SessionSettings,
): Promise<Response> {
  const kept = await records.find(records.keyOf(id));
  if (kept === undefined) return leadTo(returnTo);
  const terms = { maxAgeSeconds: Math.floor(absoluteMs / 1000), sameSite };
  return leadTo(returnTo, [cookie.format(id, terms)]);
}

function foreign(): ServerError {
  return new ServerError(
    'invalid_request',
    'This is no answer to a sign-in that this browser began in the last ten minutes. Begin again.',
  );
}

function failedBefore(reason: string): ServerError {
  return new ServerError('vendor_forbidden', 'This sign-in has failed already. Begin again.', {
    reason,
  });
}
