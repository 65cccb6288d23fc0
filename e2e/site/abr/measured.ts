import type { PassClient } from '@playgate/client';

/** What an engine says of its own media requests. */
export interface Counts {
  readonly requests: number;
  readonly aborted: number;
  readonly timedOut: number;
  /** Bits a second, as the engine believes now; 0 before it believes anything. */
  readonly bandwidth: number;
  /** How long it believes that a first byte takes, in milliseconds; absent in engines that take that for a part of the bandwidth. */
  readonly firstByteMs?: number;
}

/** An engine that plays, and can be asked. */
export interface Measured {
  counts(): Counts;
}

/** How it is set up. */
export interface MeasureOptions {
  readonly src: string;
  readonly client?: PassClient;
  readonly asset?: string;
  readonly authorization?: string;
}

/** Makes an engine play in an element. */
export type Measure = (video: HTMLVideoElement, options: MeasureOptions) => Measured;
