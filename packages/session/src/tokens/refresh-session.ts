import { isServerError, Secret, ServerError } from '@playgate/server';
import type { ApiClock } from '@playgate/server';
import { untilAborted } from '@playgate/server/handlers';
import type { OAuthClient, TokenSet } from '@playgate/server/oauth';
import type { AccessOrder } from './access-order.ts';
import type { Metadata } from '../authorization/authorization-server.ts';
import { endTokens } from './end-tokens.ts';
import { areSameTokens, idleTokens, keepTokens, withPause } from '../store/kept-tokens.ts';
import type { IdleTokens, KeptTokens, Pause } from '../store/kept-tokens.ts';
import { areWithin, readScopes } from './scopes.ts';
import type { SessionEventType } from '../session-event.ts';
import type { SessionRecord } from '../store/session-record.ts';
import type { KeptSession, SessionRecords } from '../store/session-records.ts';

export interface RefreshParts {
  readonly records: SessionRecords;
  readonly oauth: Pick<OAuthClient, 'refreshToken' | 'revokeToken'>;
  readonly server: Metadata;
  readonly clock: ApiClock;
  /** How long one request for new tokens may take. */
  readonly timeoutMs: number;
  /** After how long others may take over. Longer than a request may take. */
  readonly takeOverMs: number;
  readonly tell: (
    type: SessionEventType,
    kept: KeptSession,
    details?: { readonly code?: string; readonly error?: unknown },
  ) => Promise<void>;
}

/**
 * What became of a refresh: the session with its new tokens. `changed`: somebody else has written; look again. `over`: there is no way to
 * another token, and the session is gone.
 */
export type Refreshed = KeptSession | 'changed' | 'over';

/** Between two attempts to store tokens that are got, in milliseconds. */
const STORE_AGAIN_MS = 200;
/** After a failure that says nothing else, nobody tries again for so long, in milliseconds. */
const PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 300_000;
/** What the server does not give, or gives too much of, is not ordered again for so long, in milliseconds. */
const ORDER_PAUSE_MS = 60_000;

/** A refresh under way: the session as it was claimed, what it had, and until when the claim stands. */
interface Claim {
  readonly claimed: KeptSession;
  readonly idle: IdleTokens;
  readonly until: number;
}

/**
 * Gets another access token for a session, if nobody else is at it.
 *
 * It first claims the session in the store, and sends the refresh token only while the claim leaves time for the answer: so no two
 * instances have the same token under way. What it refreshes with is kept until the new tokens are stored, and they are stored only where
 * the claim still stands. When this instance dies
 *
 * - before it has sent: another takes over when the claim has run out; nothing is lost;
 * - after the authorization server has rotated: the other's attempt is the one retry. Within the server's grace for replaced tokens it
 *   gets new ones; without a grace the session is lost, which costs one new sign-in;
 * - after the new tokens are stored: the next caller finds them.
 *
 * @throws {ServerError} A code that starts with `vendor_`, and the session stays as it was; `store_unavailable`.
 */
export async function refreshSession(
  kept: KeptSession,
  order: AccessOrder,
  parts: RefreshParts,
): Promise<Refreshed> {
  const { records, clock, takeOverMs, tell } = parts;
  const asked = clock.now();
  const until = asked + takeOverMs;
  const idle = idleTokens(kept.record.tokens, asked);
  const marked = withTokens(kept.record, { ...idle, refreshingUntil: until });
  const claimed = await records.change(kept, marked);
  if (claimed === undefined) return 'changed';
  const claim = { claimed, idle, until };
  const tokens = await askForTokens(claim, order, parts);
  if (tokens === 'changed' || tokens === 'over') return tokens;
  const { purpose } = order;
  const unfit = isMore(tokens, order, idle) ? tooMuch() : undefined;
  const isUnfit = unfit !== undefined;
  const fresh = keepTokens(tokens, { asked, purpose, before: idle, isUnfit });
  const pause = { purpose, until: clock.now() + ORDER_PAUSE_MS };
  const stored = await storeStubbornly(claim, isUnfit ? withPause(fresh, pause) : fresh, parts);
  if (stored === undefined) return dropTokens(tokens, claimed, parts);
  if (unfit === undefined) await tell('refreshed', stored);
  else {
    await tell('refresh-failed', stored, { code: unfit.code, error: unfit });
    throw unfit;
  }
  return stored;
}

function withTokens(record: SessionRecord, tokens: KeptTokens): SessionRecord {
  return { ...record, tokens };
}

/** What is not said is as it was asked for (RFC 6749, section 5.1), and never more than was granted (section 6). */
function isMore(
  { scopes = [] }: TokenSet,
  { scope }: AccessOrder,
  { scopes: granted = scopes }: IdleTokens,
): boolean {
  return !areWithin(scopes, scope === undefined ? granted : readScopes(scope));
}

function tooMuch(): ServerError {
  return new ServerError(
    'vendor_response',
    'The authorization server gave a token that may do more than was asked for, and nobody gets it. Have it heed scope at a refresh (RFC 6749, section 6), or order all that it gives.',
  );
}

async function askForTokens(
  claim: Claim,
  order: AccessOrder,
  parts: RefreshParts,
): Promise<TokenSet | 'changed' | 'over'> {
  const { claimed, idle } = claim;
  const { records, clock, tell, oauth, server } = parts;
  const { scope, resource } = order;
  const { viewer } = claimed.record;
  try {
    await server();
    // This process may have slept since, or waited for the metadata.
    if (!leavesTime(claim, parts)) return await release(claim, parts);
    return await confirmed(claim, parts, () =>
      oauth.refreshToken(new Secret(idle.refreshToken ?? ''), {
        viewer,
        ...(scope !== undefined && { scope }),
        ...(resource !== undefined && { resource }),
      }),
    );
  } catch (error) {
    const code = isServerError(error) ? (error.reason ?? error.code) : 'unknown';
    if (isFinal(error)) {
      if (!(await records.endIfUnchanged(claimed))) return 'changed';
      await tell('session-lost', claimed, { code });
      return 'over';
    }
    const left = withPause(idle, pauseAfter(error, order, clock.now()));
    await records.change(claimed, withTokens(claimed.record, left));
    await tell('refresh-failed', claimed, { code, error });
    throw error;
  }
}

/** Whether the claim covers a request that is sent now, and its answer. */
function leavesTime({ until }: Claim, { clock, timeoutMs }: RefreshParts): boolean {
  return clock.now() + timeoutMs <= until;
}

async function release({ claimed, idle }: Claim, { records }: RefreshParts): Promise<'changed'> {
  await records.change(claimed, withTokens(claimed.record, idle));
  return 'changed';
}

/** A refusal without a reason is asked once more before it counts: something between us and the server may have made it. */
async function confirmed(
  claim: Claim,
  parts: RefreshParts,
  ask: () => Promise<TokenSet>,
): Promise<TokenSet> {
  try {
    return await ask();
  } catch (error) {
    if (!isRefusalWithoutReason(error)) throw error;
    if (leavesTime(claim, parts)) return ask();
    throw new ServerError(
      'vendor_timeout',
      'The authorization server refused without a reason, and too late to be asked once more. Try again later.',
    );
  }
}

/**
 * Whether the refresh token is good for nothing, whatever was ordered with it: `invalid_grant` is about the token, a scope or resource that
 * is not given has errors of its own (RFC 6749, section 5.2; RFC 8707). Some servers say it without a body.
 */
function isFinal(error: unknown): boolean {
  return (
    (isServerError(error) && error.reason === 'invalid_grant') || isRefusalWithoutReason(error)
  );
}

function isRefusalWithoutReason(error: unknown): boolean {
  return (
    isServerError(error) &&
    error.reason === undefined &&
    [400, 401, 403].includes(error.status ?? 0)
  );
}

function pauseAfter(error: unknown, { purpose }: AccessOrder, now: number): Pause {
  const { reason, retryAfterSeconds: seconds } = isServerError(error) ? error : {};
  // That order alone fails: other tokens may be had all the same.
  if (reason === 'invalid_scope' || reason === 'invalid_target')
    return { until: now + ORDER_PAUSE_MS, purpose, reason };
  const ms = seconds === undefined ? PAUSE_MS : Math.min(seconds * 1000, LONGEST_PAUSE_MS);
  return { until: now + ms };
}

/** The authorization server has rotated: what it gave is tried to be kept as long as the claim lasts. */
async function storeStubbornly(
  { claimed, until }: Claim,
  fresh: KeptTokens,
  { records, clock }: RefreshParts,
): Promise<KeptSession | undefined> {
  const { signal } = new AbortController();
  for (;;) {
    try {
      const stored = await records.change(claimed, withTokens(claimed.record, fresh));
      if (stored !== undefined) return stored;
      // A write whose answer was lost has changed what stands there.
      const there = await records.find(claimed.key);
      return there !== undefined && areSameTokens(there.record.tokens, fresh) ? there : undefined;
    } catch (error) {
      if (!isServerError(error) || error.code !== 'store_unavailable') throw error;
      if (clock.now() + STORE_AGAIN_MS >= until) throw error;
      await untilAborted(clock.sleep(STORE_AGAIN_MS, signal), signal);
    }
  }
}

/** Others are there, of who took over; or the viewer signed out, and these must go, too. */
async function dropTokens(
  tokens: TokenSet,
  claimed: KeptSession,
  parts: RefreshParts,
): Promise<'changed' | 'over'> {
  if ((await parts.records.find(claimed.key)) !== undefined) return 'changed';
  const { viewer } = claimed.record;
  await endTokens(
    tokens.refreshToken ?? tokens.accessToken,
    { viewer },
    { ...parts, tell: (type, details) => parts.tell(type, claimed, details) },
  );
  return 'over';
}
