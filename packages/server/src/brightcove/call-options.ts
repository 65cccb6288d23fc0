/** What every call of a management API takes. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Ties the call to the caller's log. Default: a new one. */
  readonly correlationId?: string;
}
