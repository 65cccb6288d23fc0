/** What every call takes. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Ties the call to the logs. Default: a new id. */
  readonly correlationId?: string;
  /** For whom the call is made: for usage counters. */
  readonly viewer?: string;
}
