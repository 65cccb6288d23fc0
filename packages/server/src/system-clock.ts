import { epochMs } from '@playgate/protocol';
import type { ApiClock } from './api/vendor-api.ts';

/** The system's time and timers. */
export const systemClock: ApiClock = {
  now: () => epochMs(Date.now()),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, ms);
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    }),
};
