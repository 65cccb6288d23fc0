import type { Sandbox } from '@playgate/sandbox';
import type { ApiClock } from '../../src/api/vendor-api.ts';
import type { Secrets } from './find-canaries.ts';

/** Where something is told to the world outside. */
export type Channel = 'response' | 'error' | 'result' | 'event' | 'hook' | 'console';

/** What subjects are made of. */
export interface CanaryStage {
  readonly sandbox: Sandbox;
  /** Whether the secrets are to be of nobody's, with letters that every spelling writes differently. */
  readonly isStrange: boolean;
  /** Goes through the trouble. */
  readonly fetch: typeof globalThis.fetch;
  /** Waits no longer than the trouble lets it. */
  readonly clock: ApiClock;
  /** What an audit, a hook or an alarm was told. */
  hear(channel: Channel, value: unknown): void;
}

/** One vendor's whole configuration, and everything that can be done with it. */
export interface CanarySubject {
  readonly name: string;
  /** The public functions that are used, as `entry/name`. */
  readonly uses: readonly string[];
  /** Prepares the stand-in and makes everything, before there is any trouble. */
  prepare(stage: CanaryStage): Promise<CanarySetUp>;
}

export interface CanarySetUp {
  /** What must never come out. */
  readonly secrets: Secrets;
  /** By name. What they give is shown as a result, or as a response where it is one. */
  readonly operations: Readonly<Record<string, () => unknown>>;
}

/** A secret that no stand-in knows, with letters that every spelling writes differently. */
export const strange = (name: string): string => `c4n4ry/${name}+"&=%~?`;
