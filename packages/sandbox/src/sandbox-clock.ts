/** The time that expiry, signatures and live windows are measured by. */
export interface SandboxClock {
  /** Milliseconds since 1970 in the sandbox: {@link real} plus the offset. */
  now(): number;
  /** The same without the offset; the journal uses it, so that its intervals stay true when the clock is moved. */
  real(): number;
  readonly offsetMs: number;
  /** Moves the sandbox's time; 0 puts it back. */
  setOffset(offsetMs: number): void;
}

/** Counts on from the start of the process, so a correction of the computer's clock expires nothing. */
const steadyNow = (): number => performance.timeOrigin + performance.now();

/** @param real Milliseconds since 1970. Default is a clock that never jumps. */
export function createSandboxClock(real: () => number = steadyNow): SandboxClock {
  let offset = 0;
  return {
    now: () => real() + offset,
    real,
    get offsetMs() {
      return offset;
    },
    setOffset(offsetMs) {
      offset = offsetMs;
    },
  };
}
