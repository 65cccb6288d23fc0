import { abortedBy, clientError } from '../client-error.ts';
import type { Clock } from '../clock.ts';
import { onAbort } from '../on-abort.ts';
import type { HeldPass } from './held-pass.ts';
import type { PassKeeper } from './pass-keeper.ts';
import type { PassWatcher } from './pass-watchers.ts';

/** How long somebody waits for a pass, and for what. */
export interface TakeOptions {
  readonly clock: Clock;
  readonly deadlineMs: number;
  readonly minValidityMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes a pass from a keeper, or waits for one.
 *
 * @throws {ClientError} Why there is none; `aborted`.
 */
export async function takePass(keeper: PassKeeper, options: TakeOptions): Promise<HeldPass> {
  const { minValidityMs = 0, signal } = options;
  if (signal?.aborted) throw abortedBy(signal);
  const held = keeper.usable();
  if (!held || held.remainingMs < minValidityMs) return wait(keeper, options);
  keeper.touch();
  return held;
}

function wait(first: PassKeeper, { clock, deadlineMs, signal }: TakeOptions): Promise<HeldPass> {
  return new Promise((resolve, reject) => {
    let keeper = first;
    let before = first.generation;
    const end = (error = keeper.error): void => {
      unwatch();
      cancelDeadline();
      ignoreAbort();
      // What is held may be less than was wished, but it is the best there is.
      const held = keeper.usable();
      if (held && !signal?.aborted) resolve(held);
      else reject(error ?? clientError('timeout', `No pass came within ${deadlineMs} ms.`));
    };
    const watcher: PassWatcher<PassKeeper> = {
      isWaiting: () => true,
      isStopped: () => false,
      changed(error) {
        if (error || (keeper.generation > before && keeper.usable())) end(error);
        // What is held or under way may have been dropped with an earlier viewer.
        else keeper.demand('first');
      },
      moveTo(other) {
        keeper = other;
        before = 0;
        unwatch = other.watch(watcher);
        other.demand('first');
      },
    };
    let unwatch = keeper.watch(watcher);
    const cancelDeadline = clock.after(deadlineMs, () => end());
    const ignoreAbort = onAbort(signal, () => end(abortedBy(signal)));
    keeper.demand(keeper.generation ? 'renewal' : 'first');
  });
}
