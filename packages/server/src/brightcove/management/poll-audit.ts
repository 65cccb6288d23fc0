import type { ApiClock } from '../../api/vendor-api.ts';
import { ServerError } from '../../server-error.ts';
import type { AuditStatus } from './audit-status.ts';

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
  readonly signal: AbortSignal;
  readonly onProgress: ((progress: AuditProgress) => void) | undefined;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Looks until an audit is complete, with pauses that grow from a second to half a minute.
 *
 * @throws {ServerError} `vendor_status` when the vendor says that it failed; what `look` throws; the signal's reason.
 */
export async function pollAudit(
  look: () => Promise<AuditStatus>,
  { clock, signal, onProgress }: AuditWait,
): Promise<void> {
  const began = clock.now();
  let pause = FIRST_PAUSE_MS;
  for (let looks = 1; ; looks += 1) {
    const status = await look();
    onProgress?.({ status, looks, waitedMs: Math.max(0, clock.now() - began) });
    if (status === 'completed') return;
    if (status === 'failed')
      throw new ServerError(
        'vendor_status',
        'Brightcove could not make the audit report. Ask for it again.',
        { vendor: 'brightcove' },
      );
    await clock.sleep(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}
