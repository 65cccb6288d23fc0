import { ServerError } from '../server-error.ts';
import { systemClock } from '../system-clock.ts';
import type { DoctorCheck, DoctorContext, DoctorFinding } from './doctor-check.ts';
import { findingOfError } from './finding-of-error.ts';

/** Which check begins. */
export interface DoctorProgress {
  readonly id: string;
  readonly title: string;
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/** Options of `runDoctor`. */
export interface DoctorOptions extends Partial<DoctorContext> {
  /** Hears of every check before it runs. */
  readonly onProgress?: (progress: DoctorProgress) => void;
}

/**
 * Runs checks one after another and gives what they find as they find it. A check that throws is a problem, and the next one runs.
 *
 * @param options The runtime's `fetch` and the system's clock, unless given.
 * @throws {ServerError} `aborted`
 */
export async function* runDoctor(
  checks: readonly DoctorCheck[],
  options: DoctorOptions = {},
): AsyncIterable<DoctorFinding> {
  const { onProgress, ...given } = options;
  const context: DoctorContext = {
    fetch: globalThis.fetch,
    clock: systemClock,
    signal: new AbortController().signal,
    ...given,
  };
  for (const [i, check] of checks.entries()) {
    stopIfAborted(context.signal);
    onProgress?.({ id: check.id, title: check.title, index: i + 1, count: checks.length });
    yield* await findingsFrom(check, context);
  }
}

async function findingsFrom(
  check: DoctorCheck,
  context: DoctorContext,
): Promise<readonly DoctorFinding[]> {
  try {
    return await check.run(context);
  } catch (error) {
    stopIfAborted(context.signal);
    return [findingOfError(check, error)];
  }
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted)
    throw new ServerError('aborted', 'The doctor was stopped before its last check.', {
      cause: signal.reason,
    });
}
