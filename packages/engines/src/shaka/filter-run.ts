import type { FilterRun } from './shaka.ts';

/** Runs a filter that Shaka can abort: it would otherwise wait for it, for as long as a viewer leaves it parked. */
export function runFilter(run: (signal: AbortSignal) => Promise<void>): FilterRun {
  const abort = new AbortController();
  const promise = new Promise<void>((resolve, reject) => {
    // Shaka then ends the request itself; a filter that fails would be an error of its own.
    abort.signal.addEventListener('abort', () => resolve());
    run(abort.signal).then(resolve, reject);
  });
  return Object.assign(promise, {
    promise,
    abort: () => {
      abort.abort();
      return Promise.resolve();
    },
  });
}
