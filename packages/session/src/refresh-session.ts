import { isServerError, Secret } from '@playgate/server';
import type { ApiClock } from '@playgate/server';
import { untilAborted } from '@playgate/server/handlers';
import type { OAuthClient, TokenSet } from '@playgate/server/oauth';
import { idleTokens, keepTokens } from './kept-tokens.ts';
import type { KeptTokens } from './kept-tokens.ts';
import type { SessionEventKind } from './session-event.ts';
import type { SessionRecord } from './session-record.ts';
import type { KeptSession, SessionRecords } from './session-records.ts';

export interface RefreshParts {
  readonly records: SessionRecords;
  readonly oauth: Pick<OAuthClient, 'refreshToken' | 'revokeToken'>;
  readonly clock: ApiClock;
  readonly resource?: string;
  /** How long one request for new tokens may take. */
  readonly timeoutMs: number;
  /** After how long others may take over. Longer than a request may take. */
  readonly takeOverMs: number;
  readonly tell: (
    kind: SessionEventKind,
    kept: KeptSession,
    details?: { readonly code?: string; readonly error?: unknown },
  ) => Promise<void>;
}

/**
 * What became of a refresh: the session with its new tokens. `changed`: somebody else has written; look again. `over`: there is no way to another token, and the session
 * is gone.
 */
export type Refreshed = KeptSession | 'changed' | 'over';

/** Between two attempts to store tokens that are got, in milliseconds. */
const STORE_AGAIN_MS = 200;
/** After a failure that says nothing else, nobody tries again for so long, in milliseconds. */
const PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 300_000;

/**
 * Refreshes the tokens of a session, if nobody else does.
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
export async function refreshSession(kept: KeptSession, parts: RefreshParts): Promise<Refreshed> {
  const { records, clock, takeOverMs, timeoutMs } = parts;
  const asked = clock.now();
  const refreshingUntil = asked + takeOverMs;
  const idle = idleTokens(kept.record.tokens);
  const claimed = await records.change(kept, withTokens(kept.record, { ...idle, refreshingUntil }));
  if (claimed === undefined) return 'changed';
  // This process may have slept since. The claim then no longer covers the answer.
  if (clock.now() + timeoutMs > refreshingUntil) return release(claimed, idle, parts);
  const tokens = await askForTokens(claimed, idle, parts);
  if (tokens === 'changed' || tokens === 'over') return tokens;
  const fresh = withTokens(kept.record, keepTokens(tokens, asked, idle));
  const stored = await storeStubbornly(claimed, fresh, refreshingUntil, parts);
  if (stored === undefined) return dropTokens(tokens, claimed, parts);
  await parts.tell('refreshed', stored);
  return stored;
}

function withTokens(record: SessionRecord, tokens: KeptTokens): SessionRecord {
  return { ...record, tokens };
}

async function release(
  claimed: KeptSession,
  idle: KeptTokens,
  { records }: RefreshParts,
): Promise<'changed'> {
  await records.change(claimed, withTokens(claimed.record, idle));
  return 'changed';
}

async function askForTokens(
  claimed: KeptSession,
  idle: KeptTokens,
  parts: RefreshParts,
): Promise<TokenSet | 'changed' | 'over'> {
  const { records, clock, tell } = parts;
  const token = new Secret(idle.refreshToken ?? '');
  try {
    return await confirmed(() =>
      parts.oauth.refreshToken(token, {
        viewer: claimed.record.viewer,
        ...(parts.resource !== undefined && { resource: parts.resource }),
      }),
    );
  } catch (error) {
    const code = isServerError(error) ? (error.reason ?? error.code) : 'unknown';
    if (isFinal(error)) {
      if (!(await records.endIfUnchanged(claimed))) return 'changed';
      await tell('session_lost', claimed, { code });
      return 'over';
    }
    const pausedUntil = clock.now() + pauseAfter(error);
    await records.change(claimed, withTokens(claimed.record, { ...idle, pausedUntil }));
    await tell('refresh_failed', claimed, { code, error });
    throw error;
  }
}

/** A refusal without a reason is asked once more before it counts: something between us and the server may have made it. */
async function confirmed(ask: () => Promise<TokenSet>): Promise<TokenSet> {
  try {
    return await ask();
  } catch (error) {
    if (!isRefusalWithoutReason(error)) throw error;
    return ask();
  }
}

/** Whether the refresh token is good for nothing. Some servers say it without a body. */
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

function pauseAfter(error: unknown): number {
  const seconds = isServerError(error) ? error.retryAfterSeconds : undefined;
  return seconds === undefined ? PAUSE_MS : Math.min(seconds * 1000, LONGEST_PAUSE_MS);
}

/** The authorization server has rotated: what it gave is tried to be kept as long as the claim lasts. */
async function storeStubbornly(
  claimed: KeptSession,
  fresh: SessionRecord,
  until: number,
  { records, clock }: RefreshParts,
): Promise<KeptSession | undefined> {
  const { signal } = new AbortController();
  for (;;) {
    try {
      const stored = await records.change(claimed, fresh);
      if (stored !== undefined) return stored;
      // A write whose answer was lost has changed what stands there.
      const there = await records.find(claimed.key);
      return there?.record.tokens.accessToken === fresh.tokens.accessToken ? there : undefined;
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
  { records, oauth, tell }: RefreshParts,
): Promise<'changed' | 'over'> {
  if ((await records.find(claimed.key)) !== undefined) return 'changed';
  try {
    await oauth.revokeToken(tokens.refreshToken ?? tokens.accessToken);
  } catch (error) {
    await tell('revocation_failed', claimed, { error });
  }
  return 'over';
}
