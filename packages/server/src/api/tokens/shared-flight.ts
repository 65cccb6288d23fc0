import { callerGone } from '../../call/caller-gone.ts';
import { untilAborted } from '../until-aborted.ts';
import type { ApiClock } from '../vendor-api.ts';

/** One request on its way, for which several wait. */
export interface SharedFlight<T> {
  /** Whether it may still be joined: it goes on, and is not older than it may get. */
  isOpen(): boolean;
  /**
   * Waits for it. When the last one who waits goes away, it ends.
   *
   * @throws {ServerError} `aborted`, or the signal's reason if that is an error of ours; what the request throws.
   */
  join(signal?: AbortSignal): Promise<T>;
}

/** What `startFlight` needs besides the request. */
export interface FlightOptions {
  readonly clock: Pick<ApiClock, 'now'>;
  /** How old it may get, in milliseconds. One that was begun for a request of a worker may never end when that request did. */
  readonly longestMs: number;
}

/** Begins a request. Its signal is aborted when nobody waits any more. */
export function startFlight<T>(
  request: (signal: AbortSignal) => Promise<T>,
  { clock, longestMs }: FlightOptions,
): SharedFlight<T> {
  const left = new AbortController();
  const began = clock.now();
  let waiting = 0;
  let isDone = false;
  const run = async (): Promise<T> => {
    try {
      return await request(left.signal);
    } finally {
      isDone = true;
    }
  };
  const flight = run();
  return {
    isOpen() {
      const age = clock.now() - began;
      return !isDone && !left.signal.aborted && age >= 0 && age <= longestMs;
    },
    async join(signal) {
      waiting += 1;
      try {
        return await (signal === undefined ? flight : untilAborted(flight, signal));
      } catch (error) {
        throw signal?.aborted === true ? callerGone(signal.reason) : error;
      } finally {
        waiting -= 1;
        if (waiting === 0) left.abort();
      }
    },
  };
}
