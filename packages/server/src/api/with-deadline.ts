import type { ApiClock } from './vendor-api.ts';

/** When a task must end. */
export interface Deadline {
  /** In milliseconds from now. Absent: never. */
  readonly ms?: number | undefined;
  readonly clock: ApiClock;
  /** Why it ends when the time is up. */
  readonly late: () => unknown;
  /** Ends it, too. */
  readonly outer?: AbortSignal | undefined;
  /** Why it ends when `outer` is aborted. Default: for the same reason. */
  readonly gone?: (reason: unknown) => unknown;
}

/** Runs a task under a signal that is aborted when the time is up or another signal is; its reason says why. */
export async function withDeadline<T>(
  task: (signal: AbortSignal) => Promise<T>,
  { ms, clock, late, outer, gone = (reason) => reason }: Deadline,
): Promise<T> {
  const ended = new AbortController();
  const leave = (): void => ended.abort(gone(outer?.reason));
  if (outer?.aborted === true) leave();
  outer?.addEventListener('abort', leave);
  if (ms !== undefined) void endAfter(ms, clock, ended, late);
  try {
    return await task(ended.signal);
  } finally {
    outer?.removeEventListener('abort', leave);
    // Stops the clock.
    ended.abort();
  }
}

async function endAfter(
  ms: number,
  clock: ApiClock,
  ended: AbortController,
  late: () => unknown,
): Promise<void> {
  try {
    await clock.sleep(ms, ended.signal);
    ended.abort(late());
  } catch (error) {
    // The task is over, and this changes nothing; or the clock failed, and nobody else would hear of it.
    ended.abort(error);
  }
}
