import { isClientError } from '@playgate/client';
import type { FilterRun } from './shaka.ts';

/**
 * Runs a filter that Shaka can abort: it would otherwise wait for it, for as long as a viewer leaves it parked. With the protection all
 * credentials are gone: then Shaka goes on as it would without one.
 */
export function runFilter(run: (signal: AbortSignal) => Promise<void>): FilterRun {
  const abort = new AbortController();
  const promise = new Promise<void>((resolve, reject) => {
    // Shaka then ends the request itself; a filter that fails would be an error of its own.
    abort.signal.addEventListener('abort', () => resolve());
    run(abort.signal).then(resolve, (error: unknown) => {
      if (isClientError(error) && error.code === 'disposed') resolve();
      else reject(error);
    });
  });
  return Object.assign(promise, { promise, abort: async () => abort.abort() });
}
