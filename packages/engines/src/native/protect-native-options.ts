import type { PlaygateWorker } from '../worker/playgate-worker.ts';

/** Options of `protectNative`. */
export interface ProtectNativeOptions {
  /** What to play. Default: the source that the pass brings. */
  readonly src?: string;
  /**
   * AirPlay and Cast receivers load the media themselves. Default `auto`: they are turned off where the pass is a cookie or the worker's
   * affair, which they do not have; a query goes with the URL. `leave` changes nothing.
   */
  readonly remotePlayback?: 'auto' | 'leave';
  /** What `registerPlaygateWorker` gave: with it requests can be given headers. */
  readonly worker?: PlaygateWorker;
}
