import type { LoaderStats } from './hls.ts';

/**
 * While a request waits for a pass, it has not begun: its start is always now. hls.js would take the wait for a slow network, and leave
 * a quality for a lower one.
 */
export function hold(stats: LoaderStats): void {
  setStart(stats, { get: () => performance.now() });
}

/** The request begins, again if need be, as if it had never been sent. */
export function begin(stats: LoaderStats): void {
  // A loader of hls.js with a start is one that was used.
  setStart(stats, { writable: true, value: 0 });
  Object.assign(stats.loading, { first: 0, end: 0 });
  Object.assign(stats, { aborted: false, loaded: 0, total: 0, chunkCount: 0, bwEstimate: 0 });
}

function setStart({ loading }: LoaderStats, property: PropertyDescriptor): void {
  Object.defineProperty(loading, 'start', { configurable: true, enumerable: true, ...property });
}
