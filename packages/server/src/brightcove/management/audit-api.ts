import { epochMs } from '@playgate/protocol';
import type { EpochMs } from '@playgate/protocol';
import { apiPath } from '../../api/api-path.ts';
import { untilAborted } from '../../api/until-aborted.ts';
import type { ApiAnswer, ApiPath, VendorApi } from '../../api/vendor-api.ts';
import { withDeadline } from '../../api/with-deadline.ts';
import { callerGone } from '../../call/caller-gone.ts';
import { jsonMember } from '../../json-member.ts';
import { Secret } from '../../secret/secret.ts';
import { isServerError, ServerError } from '../../server-error.ts';
import { checkAuditDate } from './audit-date.ts';
import type { AuditStatus } from './audit-status.ts';
import type { CallOptions } from '../../api/call-options.ts';
import { downloadReport } from './download-report.ts';
import type { DownloadOptions, ReportDownload, ReportSite } from './download-report.ts';
import { AUDIT_FAILED } from './management-refusal.ts';
import { pollAudit } from './poll-audit.ts';
import type { AuditProgress } from './poll-audit.ts';
import { unreadableAnswer } from './unreadable-answer.ts';

/** A finished report. */
export interface AuditReport {
  /** Where it can be downloaded. Whoever has this URL can read the report: hand it to `download`, and to nobody. */
  readonly url: Secret;
  /** Until when: 15 minutes after it was asked for. */
  readonly expiresAt: EpochMs;
}

/** Options of `AuditApi.generate`. */
export interface GenerateOptions extends CallOptions {
  /** Hears of every look at the status. */
  readonly onProgress?: (progress: AuditProgress) => void;
  /** How long it may take in all, in milliseconds, from 1000 on: whatever is going on then is ended. Default 600000, 10 minutes. */
  readonly withinMs?: number;
}

/**
 * Daily reports of who was given keys and licences. Every call needs `video-cloud/playback-auth/audit`, and throws a `ServerError` whose
 * code starts with `vendor_`, or `aborted`.
 *
 * @see Brightcove, "Using Authentication APIs", "Audit API".
 */
export interface AuditApi {
  /**
   * Asks for the report of one day, and does nothing more.
   *
   * @param date `YYYY-MM-DD`, by UTC: yesterday to 30 days back.
   * @returns The id of the execution.
   * @throws {ServerError} `invalid_value` for another date.
   */
  request(date: string, options?: CallOptions): Promise<string>;
  status(executionId: string, options?: CallOptions): Promise<AuditStatus>;
  /** A finished report's address. Ask again where it has ended. */
  report(executionId: string, options?: CallOptions): Promise<AuditReport>;
  /**
   * Asks for a report, waits until it is there, and says where.
   *
   * @throws {ServerError} `invalid_value`; `vendor_status` when the vendor says that it failed; `vendor_timeout`.
   */
  generate(date: string, options?: GenerateOptions): Promise<AuditReport>;
  /** Fetches a report as a stream, without any credential, from the allowed hosts only. */
  download(report: AuditReport, options?: DownloadOptions): Promise<ReportDownload>;
}

/** The samples have it on every call, with a body or not. */
const HEADERS = { 'Content-Type': 'application/json' };
const REPORT_LASTS_MS = 15 * 60_000;
const WITHIN_MS = 10 * 60_000;

export function createAuditApi(api: VendorApi, accountId: string, site: ReportSite): AuditApi {
  const { clock } = site;
  const get = (path: ApiPath, options?: CallOptions): Promise<ApiAnswer> =>
    api.call({ method: 'GET', path, headers: HEADERS, ...options });

  const audit: AuditApi = {
    async request(date, options) {
      const day = checkAuditDate(date, clock.now());
      const path = apiPath`/audit/accounts/${accountId}/query/${day}`;
      const answer = await api.call({ method: 'POST', path, headers: HEADERS, ...options });
      // Here and below: the guide's spelling, then the OpenAPI file's.
      const id = textOf(answer.body, 'executionID', 'execution_id');
      if (id === undefined) throw unreadableAnswer('execution', answer);
      return id;
    },
    async status(executionId, options) {
      const path = apiPath`/audit/accounts/${accountId}/execution/${executionId}/status`;
      try {
        return readStatus(await get(path, options));
      } catch (error) {
        const isFailed = isServerError(error) && error.reason === AUDIT_FAILED;
        if (isFailed && error.code !== 'vendor_not_found') return 'failed';
        throw error;
      }
    },
    async report(executionId, options) {
      const path = apiPath`/audit/accounts/${accountId}/execution/${executionId}/report`;
      const answer = await get(path, options);
      const { body } = answer;
      const url = textOf(body, 'signedURL', 'report_url');
      if (url === undefined) throw unreadableAnswer('report', answer);
      const ends = jsonMember(body, 'expirationTime') ?? jsonMember(body, 'expiration_time');
      const expiresAt =
        typeof ends === 'number' ? epochMs(ends * 1000) : epochMs(clock.now() + REPORT_LASTS_MS);
      return { url: new Secret(url), expiresAt };
    },
    async generate(date, options = {}) {
      const { onProgress, withinMs = WITHIN_MS, ...call } = options;
      if (!(withinMs >= 1000))
        throw new ServerError('invalid_value', 'withinMs must be at least 1000 milliseconds.');
      const make = async (signal: AbortSignal): Promise<AuditReport> => {
        const inTime = { ...call, signal };
        const executionId = await audit.request(date, inTime);
        const look = (): Promise<AuditStatus> => audit.status(executionId, inTime);
        await pollAudit(look, { clock, signal, onProgress });
        return audit.report(executionId, inTime);
      };
      return withDeadline((signal) => untilAborted(make(signal), signal), {
        ...{ ms: withinMs, clock, late: tooLate, outer: call.signal },
        gone: callerGone,
      });
    },
    download: (report, options) => downloadReport(report.url, site, options),
  };
  return audit;
}

function tooLate(): ServerError {
  const problem = 'Brightcove has not made the audit report in time. Ask again later.';
  return new ServerError('vendor_timeout', problem, { vendor: 'brightcove' });
}

function textOf(body: unknown, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = jsonMember(body, name);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

function readStatus(answer: ApiAnswer): AuditStatus {
  switch (textOf(answer.body, 'status', 'state')?.toLowerCase()) {
    case 'completed':
    case 'succeeded':
      return 'completed';
    case 'failed':
      return 'failed';
    case 'processing':
      return 'processing';
    default:
      throw unreadableAnswer('status', answer);
  }
}
