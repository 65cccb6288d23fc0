import type { ApiClock } from '../api/vendor-api.ts';
import { ServerError } from '../server-error.ts';
import type { AuditStatus } from './audit-api.ts';

/** One look at an audit that is being made. */
export interface AuditProgress {
  readonly status: AuditStatus;
  /** From 1 on. */
  readonly looks: number;
  /** Since the report was asked for. */
  readonly waitedMs: number;
}

/** How an audit is waited for. */
export interface AuditWait {
  readonly clock: ApiClock;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: AuditProgress) => void) | undefined;
  readonly withinMs: number;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Looks until an audit is complete, with pauses that grow from a second to half a minute.
 *
 * @throws {ServerError} `vendor_status`, `vendor_timeout`, `aborted`.
 */
export async function pollAudit(
  look: () => Promise<AuditStatus>,
  { clock, signal = new AbortController().signal, onProgress, withinMs }: AuditWait,
): Promise<void> {
  const began = clock.now();
  let pause = FIRST_PAUSE_MS;
  for (let looks = 1; ; looks += 1) {
    const status = await look();
    const waitedMs = Math.max(0, clock.now() - began);
    onProgress?.({ status, looks, waitedMs });
    if (status === 'completed') return;
    if (status === 'failed')
      throw failure('vendor_status', 'could not make the audit report. Ask for it again.');
    if (waitedMs + pause > withinMs)
      throw failure('vendor_timeout', 'has not made the audit report in time. Ask again later.');
    await rest(clock, pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

async function rest(clock: ApiClock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (cause) {
    if (!signal.aborted) throw cause;
    throw new ServerError('aborted', 'The caller went away.', { cause });
  }
}

function failure(code: 'vendor_status' | 'vendor_timeout', what: string): ServerError {
  return new ServerError(code, `Brightcove ${what}`, { vendor: 'brightcove' });
}
