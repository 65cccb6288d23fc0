import type { Clock } from '../clock.ts';
import type { Secret } from '../secret/secret.ts';

/** Options that every vendor's client takes. */
export interface VendorApiOptions {
  /** Default: the runtime's. A fetch with an agent of its own gives calls a fixed address. */
  readonly fetch?: typeof globalThis.fetch;
  /** How long one attempt may take, body included, in milliseconds, from 1 to 60000. Default 5000. */
  readonly timeoutMs?: number;
  /** How often a call that may be repeated is repeated, from 0 to 5. Default 2. */
  readonly retries?: number;
  /** Hears of every attempt: for logs, counters and alerts. Holds no secret. What it throws is not caught. */
  readonly onCall?: (call: VendorCallEvent) => void;
  /** The time and the pauses between attempts. Default: the system's. */
  readonly clock?: ApiClock;
  /** From 0 to 1, for the jitter of pauses. Default `Math.random`. */
  readonly random?: () => number;
  /** Makes correlation ids. Default: random UUIDs. */
  readonly newId?: () => string;
}

/** Time, as calls need it. */
export interface ApiClock extends Clock {
  /** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** One attempt at a vendor's API, as logs and counters may know it. */
export interface VendorCallEvent {
  /** The vendor's id, such as `brightcove`. */
  readonly vendor: string;
  readonly method: ApiMethod;
  /** The path's pattern, such as `/accounts/{}/keys`: what stands in it may be a secret. */
  readonly path: string;
  /** From 1 on. */
  readonly attempt: number;
  /** Absent when nothing was answered. */
  readonly status?: number;
  /** The `code` of the error, when it failed. */
  readonly error?: string;
  readonly durationMs: number;
  readonly correlationId: string;
  /** Which of several live keys was used, by the name of its option; never the key. */
  readonly key?: string;
  /** For whom and for what the call was made, where the caller said so. */
  readonly viewer?: string;
  readonly resource?: string;
}

export type ApiMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A path whose parts are encoded: `apiPath\`/accounts/${id}/keys\``. */
export interface ApiPath {
  readonly text: string;
  /** The same with `{}` for each part: what may be logged. */
  readonly pattern: string;
}

/** One call. */
export interface ApiCall {
  readonly method: ApiMethod;
  /** What follows the base URL. */
  readonly path: ApiPath;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** The body, at most one of the two. */
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>> | URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a repeat does no harm. Default: all but POST and PATCH. */
  readonly repeatable?: boolean;
  /** How long the whole call may take, repeats and pauses included, in milliseconds: somebody waits for it. Default: no bound. */
  readonly withinMs?: number;
  /** The largest answer that is read, in bytes. Default 1 MiB. */
  readonly maxAnswerBytes?: number;
  readonly signal?: AbortSignal;
  /** Default: a new one. */
  readonly correlationId?: string;
  readonly viewer?: string;
  readonly resource?: string;
}

/** What a call got: always a 2xx. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; `undefined` where the body is empty, as with 204. */
  readonly body: unknown;
  /** The call's, for errors about what the body holds. */
  readonly correlationId: string;
}

/** What authorizes calls. */
export interface ApiAuthorization {
  /** The headers and query parameters of one attempt. */
  authorize(signal: AbortSignal): Promise<ApiCredentials>;
  /** The vendor answered 401 to what `authorize` gave. True: it has another one, so the call is made once more. */
  refused?(credentials: ApiCredentials): boolean;
}

export interface ApiCredentials {
  readonly headers?: Readonly<Record<string, Secret>>;
  readonly query?: Readonly<Record<string, Secret>>;
  /** Names the key for `VendorCallEvent.key`. */
  readonly key?: string;
}

/** What a vendor's error body says, in words that were checked. */
export interface VendorRefusal {
  /** The vendor's own code, from the closed list of its document, such as `lack_of_ownership`. Never free text. */
  readonly reason?: string;
  /** What the body makes of the status, where the status alone does not tell. */
  readonly code?: VendorStatusCode;
}

/** How one vendor's API is called. */
export interface VendorApiSettings extends VendorApiOptions {
  /** As in `Vendor.id`. */
  readonly vendor: string;
  /** The vendor's name, for messages. */
  readonly name: string;
  /** Absolute, https (http on loopback only), without user, query and fragment. Checked when the client is made. */
  readonly baseUrl: string;
  readonly authorization?: ApiAuthorization;
  /** Reads an error's body (parsed JSON; `undefined` if it was none). The correlation id is the call's. */
  readonly readRefusal?: (
    status: number,
    body: unknown,
    correlationId: string,
  ) => VendorRefusal | undefined;
  /** Sent with every call, such as a content type on every verb. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What a status means here, where it differs from the common table of `ServerErrorCode`. */
  readonly codes?: Readonly<Record<number, VendorStatusCode>>;
  /** Statuses after which no call is repeated, such as a 429 that means a quota by the hour. Default: none. */
  readonly finalStatuses?: readonly number[];
}

/** The codes a status can be given. */
export type VendorStatusCode =
  | 'vendor_credentials'
  | 'vendor_forbidden'
  | 'vendor_not_found'
  | 'vendor_request'
  | 'vendor_conflict'
  | 'vendor_limit'
  | 'vendor_address'
  | 'vendor_rate_limited'
  | 'vendor_not_implemented'
  | 'vendor_status';

/**
 * A vendor's API. Never follows a redirect; never goes anywhere but below its base URL; repeats what may be repeated (no connection,
 * timeout, 429, 502, 503, 504) with full jitter, after `Retry-After` where it is at most 30 seconds; reads no more than it was told.
 * A call whose credential is refused (401) is made once more if there is another. A repeated DELETE that finds nothing is done (204).
 */
export interface VendorApi {
  /**
   * @throws {ServerError} A code that starts with `vendor_`; `aborted`; `invalid_value` for a path, query, header or body that cannot be
   * sent; `config` for a credential that cannot.
   */
  call(call: ApiCall): Promise<ApiAnswer>;
}
