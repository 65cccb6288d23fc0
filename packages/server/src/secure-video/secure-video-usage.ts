import { apiPath } from '../api/api-path.ts';
import { ServerError } from '../server-error.ts';
import { readList, unusableAnswer } from './read-members.ts';
import { LARGEST_LIST } from './secure-video-caller.ts';
import type { SecureVideoCaller, SecureVideoCallOptions } from './secure-video-caller.ts';

/**
 * What was used, in the vendor's own names and values: its documents promise JSON objects, and print none of these. Treat it as you treat
 * sessions, whose codes it may hold: it is not for browsers.
 */
export type SecureVideoUsageRecord = Readonly<Record<string, unknown>>;

/** What was used in a month. */
export interface SecureVideoUsage {
  /**
   * One array, at most 16 MiB; a single object is an array of one.
   *
   * @param month Such as `2026-01`.
   * @throws {ServerError} `invalid_value` for what is no month; `vendor_response` for an answer that holds anything but objects.
   */
  usage(
    month: string,
    options?: SecureVideoCallOptions,
  ): Promise<readonly SecureVideoUsageRecord[]>;
}

/** @param call Calls the API. */
export function secureVideoUsage(call: SecureVideoCaller): SecureVideoUsage {
  return {
    async usage(month, options) {
      if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month))
        throw new ServerError('invalid_value', 'month must be a month, such as 2026-01.');
      const query = { month: `${month}-01` };
      const maxAnswerBytes = LARGEST_LIST;
      const asked = { method: 'GET', path: apiPath`/usage`, query, maxAnswerBytes } as const;
      return call(asked, readUsage, options);
    },
  };
}

function readUsage(body: unknown): readonly SecureVideoUsageRecord[] {
  return readList(Array.isArray(body) ? body : [body], readRecord);
}

function readRecord(value: unknown): SecureVideoUsageRecord {
  if (!isRecord(value)) throw unusableAnswer('list of objects');
  return value;
}

function isRecord(value: unknown): value is SecureVideoUsageRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
