import type { EpochMs, ProblemCode } from '@playgate/protocol';

/**
 * What happened on one request: a pass was given, the application or the vendor said no, the viewer must act first, the call itself
 * was wrong (`refused`), or something failed.
 */
export type AuditOutcome = 'granted' | 'denied' | 'interaction' | 'refused' | 'failed';

/** One request, for an audit log. Holds no secret and no credential; `error` may hold what the application's own code threw. */
export interface AuditEvent {
  readonly at: EpochMs;
  /** The vendor's id, or `hashlock-entry`, or `ibm-viewer-auth-entry`. */
  readonly vendor: string;
  readonly correlationId: string;
  readonly outcome: AuditOutcome;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Why there was no pass. */
  readonly code?: ProblemCode;
  /** What the browser asked for. */
  readonly asked?: string;
  /** What was granted, in the vendor's words. */
  readonly asset?: string;
  /** For whom: the viewer's tag. */
  readonly viewer?: string;
  readonly passId?: string;
  /** How long the pass lasts, in seconds. */
  readonly lifetimeSeconds?: number;
  readonly error?: unknown;
}

/**
 * Hears of every request, once, before it is answered; a promise is awaited. If it throws or rejects, the answer is a `server_error`: what
 * cannot be audited is not given.
 */
export type Audit = (event: AuditEvent) => unknown;
