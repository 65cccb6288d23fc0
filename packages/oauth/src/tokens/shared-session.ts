import type { Clock } from '../clock.ts';
import { OAuthError } from '../oauth-error.ts';
import type { SafeStore } from '../storage/safe-store.ts';
import { isStoredSession } from '../storage/stored-session.ts';
import type { StoredSession } from '../storage/stored-session.ts';

/** The session in the store, as one tab changes it. Each change counts only while that session is the one that is there. */
export interface SharedSession {
  /**
   * Takes the lease, unless another tab has it.
   *
   * @param isLocked Whether this tab holds the Web Lock.
   * @returns What is stored; `undefined`: the session is not there any more.
   * @throws {OAuthError} `storage`
   */
  claim(by: string, isLocked: boolean): Promise<StoredSession | 'busy' | undefined>;
  /** Gives the lease back. */
  free(by: string): Promise<unknown>;
  /**
   * Puts the next refresh token in the place of the one that was used, unless another tab was faster.
   *
   * @param isWanted Asked in that very moment.
   */
  replace(
    used: StoredSession,
    next: Pick<StoredSession, 'refresh' | 'liveUntilMs'> & { readonly scope?: string | undefined },
    isWanted: () => boolean,
  ): Promise<'kept' | 'late' | 'not-stored'>;
  /** Deletes the session, unless another tab has put another refresh token there. */
  drop(used: StoredSession): Promise<boolean>;
}

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
  return {
    async claim(by, isLocked) {
      let claimed: StoredSession | 'busy' | undefined;
      const isDone = await change((stored) => {
        const { lease } = stored;
        const left = lease ? lease.untilMs - clock.now() : 0;
        // A lease that seems longer than leases are is one of before the clock was set back.
        const isBusy = left > 0 && left <= leaseMs && !(lease?.locked && isLocked);
        claimed = isBusy ? 'busy' : stored;
        const untilMs = clock.now() + leaseMs;
        return isBusy ? stored : { ...stored, lease: { by, untilMs, locked: isLocked } };
      });
      if (!isDone) throw new OAuthError('storage', 'The store of this page cannot be reached.');
      return claimed;
    },
    free: (by) =>
      change((stored) => (stored.lease?.by === by ? { ...stored, lease: undefined } : stored)),
    async replace({ generation }, { refresh, liveUntilMs, scope }, isWanted) {
      let isKept = false;
      const isDone = await change((stored) => {
        isKept = isWanted() && stored.generation === generation;
        if (!isKept) return stored;
        return {
          ...stored,
          ...{ refresh, liveUntilMs, generation: generation + 1, lease: undefined },
          ...(scope !== undefined && { scope }),
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
