import { isSecureUrl } from '@playgate/protocol';
import { networkFault } from '../../api/network-fault.ts';
import { untilAborted } from '../../api/until-aborted.ts';
import type { ApiClock } from '../../api/vendor-api.ts';
import { withDeadline } from '../../api/with-deadline.ts';
import { callerGone } from '../../call/caller-gone.ts';
import type { Secret } from '../../secret/secret.ts';
import { ServerError } from '../../server-error.ts';

/** Where reports are downloaded from, and how. */
export interface ReportSite {
  readonly clock: ApiClock;
  readonly fetch: typeof globalThis.fetch;
  /** How long the answer, and then each piece of it, may take. */
  readonly timeoutMs: number;
  /** Hosts, with all below them. */
  readonly hosts: readonly string[];
}

/** Options of a download. */
export interface DownloadOptions {
  /** Ends the download, also while it is read. */
  readonly signal?: AbortSignal;
  /** The most that is read, in bytes. Default 1 GiB. */
  readonly largest?: number;
}

/** A report on its way. */
export interface ReportDownload {
  /** CSV, as it comes. Reading it throws a `ServerError`: `vendor_connection`, `vendor_timeout`, `vendor_response` or `aborted`. */
  readonly body: ReadableStream<Uint8Array>;
  /** In bytes, where the answer says it. */
  readonly size?: number;
}

const LARGEST = 1_073_741_824;

/**
 * Fetches a signed URL with nothing but itself: no access token, no cookie, no redirect.
 *
 * @throws {ServerError} `vendor_response` for an address that is not allowed, a redirect, or too much; `vendor_status`, also for an address
 * that has ended; `vendor_connection`, `vendor_timeout`, `aborted`.
 */
export async function downloadReport(
  signed: Secret,
  site: ReportSite,
  { signal = new AbortController().signal, largest = LARGEST }: DownloadOptions = {},
): Promise<ReportDownload> {
  const url = allowedUrl(signed.reveal(), site.hosts);
  // Lives as long as the body is read.
  const life = new AbortController();
  const inTime = <T>(task: () => Promise<T>): Promise<T> => guard(task, site, life, signal);
  // Taken out, since Workers let nobody call it as a method. They take no "credentials" either, and no runtime here keeps cookies.
  const { fetch } = site;
  const either = AbortSignal.any([life.signal, signal]);
  const response = await inTime(() => fetch(url, { redirect: 'manual', signal: either }));
  const { status, headers, body } = response;
  const length = Number(headers.get('content-length') ?? Number.NaN);
  const size = Number.isSafeInteger(length) ? length : undefined;
  const problem = problemOf(status, size, largest);
  if (problem !== undefined || body === null) {
    life.abort();
    throw problem ?? failure('vendor_response', 'answered no audit report.');
  }
  const reader = body.getReader();
  return {
    body: streamOf(() => inTime(() => reader.read()), life, largest),
    ...(size !== undefined && { size }),
  };
}

/** The vendor says which URL, but never which host: that is configured. */
function allowedUrl(text: string, hosts: readonly string[]): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAllowed =
    url !== undefined &&
    url.username + url.password === '' &&
    isSecureUrl(url) &&
    hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
  if (isAllowed) return url.href;
  throw failure(
    'vendor_response',
    'named an address for the audit report that is not allowed. If its host is right, add it to reportHosts.',
  );
}

function problemOf(
  status: number,
  size: number | undefined,
  largest: number,
): ServerError | undefined {
  if (status < 200 || (status >= 300 && status < 400))
    return failure('vendor_response', 'answered the download of the audit report with a redirect.');
  if (status >= 400)
    return failure(
      'vendor_status',
      `refused the download of the audit report (${status}). Ask for the report's address again: it ends after 15 minutes.`,
      status,
    );
  return size !== undefined && size > largest ? tooLarge(largest) : undefined;
}

function streamOf(
  read: () => Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>,
  life: AbortController,
  largest: number,
): ReadableStream<Uint8Array> {
  let length = 0;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await read();
      length += value?.length ?? 0;
      if (length > largest) {
        life.abort();
        throw tooLarge(largest);
      }
      if (value !== undefined) controller.enqueue(value);
      if (done) controller.close();
    },
    cancel() {
      life.abort();
    },
  });
}

/** Runs one step, within its time. A step that fails ends the download. */
async function guard<T>(
  task: () => Promise<T>,
  { clock, timeoutMs }: ReportSite,
  life: AbortController,
  outer: AbortSignal,
): Promise<T> {
  try {
    return await withDeadline((signal) => untilAborted(task(), signal), {
      ms: timeoutMs,
      clock,
      late: () => failure('vendor_timeout', 'stopped sending the audit report. Try again later.'),
      outer,
      gone: callerGone,
    });
  } catch (error) {
    life.abort();
    if (error instanceof ServerError) throw error;
    const fault = networkFault(error);
    const named = fault === undefined ? '' : ` (${fault})`;
    // No cause: it may hold the URL.
    throw failure('vendor_connection', `broke off the audit report${named}. Try again.`);
  }
}

function tooLarge(largest: number): ServerError {
  return failure('vendor_response', `sends an audit report of more than ${largest} bytes.`);
}

function failure(
  code: 'vendor_response' | 'vendor_status' | 'vendor_timeout' | 'vendor_connection',
  what: string,
  status?: number,
): ServerError {
  return new ServerError(code, `Brightcove ${what}`, {
    vendor: 'brightcove',
    ...(status !== undefined && { status }),
  });
}
