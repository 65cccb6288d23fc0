import type { Interaction } from '@playgate/protocol';

/**
 * What went wrong on the backend.
 *
 * - `config`: an option is wrong; the message names it, never its value.
 * - `invalid_grant`: what `decide` granted cannot be minted. · `invalid_value`: a value that must not be signed (hashlock) or sent (path, query).
 * - `invalid_decision`: `decide` returned something else than a decision. Never counts as a yes.
 * - `invalid_pass`: the vendor code made a pass that a browser would refuse.
 * - `placement_unsupported`: the pass puts its credential where a player that loads by itself cannot.
 * - `denied`, `interaction_required`: `mintPass` got a no, or the viewer must act first (`interaction`).
 * - `aborted`: the caller went away.
 * - `store_unavailable`: what instances share cannot be read or written now. Never counts as a yes.
 * - `invalid_request`, `method_not_allowed`, `payload_too_large`, `unsupported_media_type`, `origin_not_allowed`: the call is wrong.
 *
 * What a vendor answered:
 * - `vendor_credentials`: it refuses the key. · `vendor_forbidden`: the key is good, but not for this.
 * - `vendor_not_found`: it knows no such thing. · `vendor_request`: it does not take the request. · `vendor_conflict`: it is there already.
 * - `vendor_limit`: as many as it allows are there. · `vendor_address`: it does not take calls from this server's address; tell the operator.
 * - `vendor_not_implemented`: it plans this and has not built it.
 * - `vendor_rate_limited`: too many calls; `retryAfterSeconds` if it said so. · `vendor_status`: any other HTTP error; `status` says which.
 * - `vendor_connection`: no connection. · `vendor_timeout`: no complete answer in time.
 * - `vendor_response`: an answer that is not what its API promises (a redirect, an HTML page, a truncated or too large body, a bad member).
 */
export type ServerErrorCode =
  | 'config'
  | 'invalid_grant'
  | 'invalid_value'
  | 'invalid_decision'
  | 'invalid_pass'
  | 'placement_unsupported'
  | 'denied'
  | 'interaction_required'
  | 'aborted'
  | 'store_unavailable'
  | 'invalid_request'
  | 'method_not_allowed'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'origin_not_allowed'
  | 'vendor_credentials'
  | 'vendor_forbidden'
  | 'vendor_not_found'
  | 'vendor_request'
  | 'vendor_conflict'
  | 'vendor_limit'
  | 'vendor_address'
  | 'vendor_not_implemented'
  | 'vendor_rate_limited'
  | 'vendor_status'
  | 'vendor_connection'
  | 'vendor_timeout'
  | 'vendor_response';

/** What an error carries besides its code. Never a secret, a URL's query or a vendor's body. */
export interface ServerErrorDetails {
  /** The vendor's HTTP status, where there was one. */
  readonly status?: number;
  /** The vendor's own code, from the closed list of its document, such as `lack_of_ownership`. */
  readonly reason?: string;
  /** The vendor's id, such as `brightcove`. */
  readonly vendor?: string;
  /** Ties the error to the logs and to what the browser was told. */
  readonly correlationId?: string;
  /** When the vendor wants to be asked again, in seconds. */
  readonly retryAfterSeconds?: number;
  readonly interaction?: Interaction;
  readonly cause?: unknown;
}

/** The one error of this package. Every message says what to do next. */
export class ServerError extends Error {
  override readonly name = 'PlaygateServerError';
  readonly code: ServerErrorCode;
  readonly status: number | undefined;
  readonly reason: string | undefined;
  readonly vendor: string | undefined;
  readonly correlationId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly interaction: Interaction | undefined;

  constructor(code: ServerErrorCode, message: string, details: ServerErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.reason = details.reason;
    this.vendor = details.vendor;
    this.correlationId = details.correlationId;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.interaction = details.interaction;
  }
}

/** Tells a `ServerError`, also one of another copy of this package. */
export function isServerError(value: unknown): value is ServerError {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    value.name === 'PlaygateServerError'
  );
}
