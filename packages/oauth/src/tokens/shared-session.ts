import type { Clock } from '../clock.ts';
import { OAuthError } from '../oauth-error.ts';
import type { SafeStore } from '../storage/safe-store.ts';
import { isStoredSession } from '../storage/stored-session.ts';
import type { StoredSession } from '../storage/stored-session.ts';

export interface Claim {
  readonly stored: StoredSession;
  readonly isBusy: boolean;
}

/** The session in the store, as one tab changes it. Each change counts only while that session is the one that is there. */
export interface SharedSession {
  /**
   * Takes the lease, anew if this tab has it, unless another one does.
   *
   * @param isLocked Whether this tab holds the Web Lock.
   * @returns What is stored, and whether another tab has the lease; `undefined`: the session is not there any more.
   * @throws {OAuthError} `storage`; what another tab has just failed with.
   */
  claim(by: string, isLocked: boolean): Promise<Claim | undefined>;
  /** Gives the lease back, and tells those who wait for it of a failure, so that they do not repeat it one after the other. */
  free(by: string, failure?: OAuthError): Promise<unknown>;
  /**
   * Puts the next refresh token in the place of the one that was used, unless another tab was faster.
   *
   * @param isWanted Asked in that very moment.
   */
  replace(
    used: StoredSession,
    next: Pick<StoredSession, 'refresh' | 'madeMs' | 'liveUntilMs'> & {
      readonly scope?: string | undefined;
    },
    isWanted: () => boolean,
  ): Promise<'kept' | 'late' | 'not-stored'>;
  /** Deletes the session, unless another tab has put another refresh token there. */
  drop(used: StoredSession): Promise<boolean>;
}

/** Whoever waits looks four times as often. */
const SHORTEST_FAILURE_MS = 1000;
/** Tabs are processes of their own, and browsers round what they are told of the time. */
const CLOCKS_DIFFER_MS = 1000;
/** As long as a `Retry-After` is heeded. */
const LONGEST_FAILURE_MS = 300_000;

export function sharedSession(
  store: SafeStore,
  id: string,
  clock: Clock,
  leaseMs: number,
): SharedSession {
  const change = (next: (stored: StoredSession) => StoredSession | undefined): Promise<boolean> =>
    store.update('session', (value) =>
      isStoredSession(value) && value.id === id ? next(value) : value,
    );
  /** What is left until then. What seems longer than it can be is of before the clock was set back. */
  const leftMs = (untilMs = 0, longestMs: number): number => {
    const left = untilMs - clock.now();
    return left > 0 && left <= longestMs + CLOCKS_DIFFER_MS ? left : 0;
  };
  return {
    async claim(by, isLocked) {
      let claimed: Claim | undefined;
      let failed: OAuthError | undefined;
      const isDone = await change((stored) => {
        const { lease, failure } = stored;
        const retryAfterMs = leftMs(failure?.untilMs, LONGEST_FAILURE_MS);
        if (failure && retryAfterMs)
          failed = new OAuthError(failure.code, 'A refresh has just failed.', { retryAfterMs });
        const isMine = lease?.by === by || (lease?.locked && isLocked);
        const isBusy = leftMs(lease?.untilMs, leaseMs) > 0 && !isMine;
        claimed = { stored, isBusy };
        if (isBusy || failed) return stored;
        return { ...stored, lease: { by, untilMs: clock.now() + leaseMs, locked: isLocked } };
      });
      if (!isDone) throw new OAuthError('storage', 'The store of this page cannot be reached.');
      if (failed) throw failed;
      return claimed;
    },
    free: (by, error) =>
      change((stored) => {
        if (stored.lease?.by !== by) return stored;
        const { code, retryAfterMs = 0 } = error ?? {};
        const untilMs = clock.now() + Math.max(retryAfterMs, SHORTEST_FAILURE_MS);
        return { ...stored, lease: undefined, failure: code && { code, untilMs } };
      }),
    async replace({ generation }, { scope, ...next }, isWanted) {
      let isKept = false;
      const isDone = await change((stored) => {
        isKept = isWanted() && stored.generation === generation;
        if (!isKept) return stored;
        return {
          ...stored,
          ...{ ...next, generation: generation + 1 },
          ...{ lease: undefined, failure: undefined },
          scope: scope ?? stored.scope,
        };
      });
      if (!isDone) return 'not-stored';
      return isKept ? 'kept' : 'late';
    },
    async drop({ generation }) {
      let isLast = false;
      await change((stored) => {
        isLast = stored.generation === generation;
        return isLast ? undefined : stored;
      });
      return isLast;
    },
  };
}
