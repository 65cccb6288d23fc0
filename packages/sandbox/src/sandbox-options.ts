import type { Wait } from './faults/apply-fault.ts';
import type { ListenerName } from './listener-name.ts';

/** Options of `startSandbox`. */
export interface SandboxOptions {
  /**
   * Where to listen. A number is the first of ten ports in a row, and 0 takes any that are free; by name, what is left
   * out keeps its default. Default is 4610.
   */
  readonly ports?: number | Readonly<Partial<Record<ListenerName, number>>>;
  /** The time everything is measured by, in milliseconds since 1970. Default is a clock that never jumps. */
  readonly now?: () => number;
  /** Resolves after so many milliseconds; the fault `delay` uses it. Default is the platform's timer. */
  readonly wait?: Wait;
  /** Makes `size` unguessable bytes. Default is the operating system's source. */
  readonly random?: (size: number) => Uint8Array;
  /** How long pre-signed children hold, in seconds. Default is 300. */
  readonly presignedSeconds?: number;
  /** The locks on IBM's channel 1001 and video 2002, whose secret is `keys.ibm.lockSecret`. */
  readonly locks?: LockOptions;
}

/** The locks that stand on IBM's channel and video from the start. */
export interface LockOptions {
  /** Your sign-in page: an absolute URL. Default is a sample that comes with the sandbox. */
  readonly entryUrl?: string;
  /** What the lock screen says. Default is the vendor's own words. */
  readonly message?: string;
  readonly buttonCaption?: string;
}
