import type { AuthorizerPhase, ClientErrorCode } from '@playgate/client';
import type { Timeline } from '../report/timeline.ts';
import type { EdgeCounts } from './model-edge.ts';

/** What a run is made of. */
export interface RunOptions {
  readonly seed: number;
  readonly hours: number;
  /** Default is 300. */
  readonly passSeconds?: number;
  /** How many of all requests fail, from 0 to 1. Default is 0.05. */
  readonly faultRate?: number;
  /** Whether the viewer and the machine do things. Default is `true`. */
  readonly acts?: boolean;
  /** The client's own option; the control turns it off. Default is `true`. */
  readonly renewAhead?: boolean;
  /** Collects what is garbage, so that the heap can be read. Absent: it is not read. */
  readonly collect?: () => void;
}

/** Something that a viewer would have seen. */
export interface Visible {
  /** Seconds of the run. */
  readonly at: number;
  readonly phase: AuthorizerPhase | 'engine';
  readonly code: ClientErrorCode | undefined;
}

/** What hangs around at one moment. */
export interface Remainder {
  readonly at: number;
  /** Bytes; absent if it was not read. */
  readonly heap: number | undefined;
  /** Timers of the client. */
  readonly timers: number;
  /** Listeners of the client at the page and at the session. */
  readonly listeners: number;
}

/** What became of a run. */
export interface Run {
  readonly seed: number;
  readonly hours: number;
  readonly passSeconds: number;
  readonly edge: EdgeCounts;
  /** Passes that the client got. */
  readonly passes: number;
  /** Asks by their reason. */
  readonly asks: Readonly<Record<string, number>>;
  readonly faults: { readonly mint: number; readonly media: number };
  readonly acts: Readonly<Record<string, number>>;
  readonly errors: readonly Visible[];
  /** Requests that waited after the first pass had come, for whatever reason. */
  readonly parked: number;
  /** Seconds for which the picture stood. */
  readonly stalled: number;
  /** How often it stopped although there was a network, and had been for a while. */
  readonly unexplained: number;
  /** For each quarter of an hour: the heap at its end, the least timers and the most listeners in it. */
  readonly remainders: readonly Remainder[];
  /** What is left after everything was disposed of. */
  readonly left: Omit<Remainder, 'at' | 'heap'>;
  readonly timeline: Omit<Timeline, 'title' | 'subtitle'>;
}
