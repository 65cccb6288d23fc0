import type { EpochMs } from '@playgate/protocol';
import type { Clock } from '../clock.ts';
import { ServerError } from '../server-error.ts';
import type { ServerErrorCode } from '../server-error.ts';
import { systemClock } from '../system-clock.ts';
import type { VendorCallEvent } from './vendor-api.ts';

/** Repeated refusals of one credential. */
export interface RefusalAlert {
  /** The vendor's id. */
  readonly vendor: string;
  /** Which key, by the name of its option, where the vendor's client has several. */
  readonly key?: string;
  readonly refusals: number;
  /** When the first of them was. */
  readonly since: EpochMs;
  /** Of the last of them. */
  readonly correlationId: string;
}

/** Options of `alertOnRefusals`. */
export interface RefusalAlertOptions {
  /** How many refusals within the window are too many, at least 1. */
  readonly threshold: number;
  /** In milliseconds, from the first refusal on. */
  readonly windowMs: number;
  /** Hears once in a window. What it throws is not caught. */
  readonly alert: (alert: RefusalAlert) => void;
  /** What counts. Default: `vendor_credentials`, a failed authentication. Another is `vendor_address`. */
  readonly codes?: readonly ServerErrorCode[];
  /** Default: the system's. */
  readonly clock?: Clock;
}

interface Window {
  readonly since: EpochMs;
  readonly refusals: number;
}

/**
 * Watches for repeated failed authentication at vendors: a key that was revoked, or someone trying.
 *
 * @returns What to give as `onCall`.
 * @throws {ServerError} `config`, naming the option.
 */
export function alertOnRefusals({
  threshold,
  windowMs,
  alert,
  codes = ['vendor_credentials'],
  clock = systemClock,
}: RefusalAlertOptions): (event: VendorCallEvent) => void {
  if (!(Number.isInteger(threshold) && threshold >= 1))
    throw new ServerError('config', 'threshold must be a whole number from 1 on.');
  if (!(windowMs >= 1)) throw new ServerError('config', 'windowMs must be at least 1 millisecond.');
  const counted: ReadonlySet<string> = new Set(codes);
  const windows = new Map<string, Window>();

  return ({ vendor, key, error, correlationId }) => {
    if (error === undefined || !counted.has(error)) return;
    const name = JSON.stringify([vendor, key]);
    const now = clock.now();
    const open = windows.get(name);
    const { since, refusals } =
      open !== undefined && now < open.since + windowMs ? open : { since: now, refusals: 0 };
    windows.set(name, { since, refusals: refusals + 1 });
    if (refusals + 1 !== threshold) return;
    alert({ vendor, ...(key !== undefined && { key }), refusals: threshold, since, correlationId });
  };
}
