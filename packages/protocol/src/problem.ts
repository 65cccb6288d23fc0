/**
 * Why there is no pass. Sent as `application/problem+json` (RFC 9457), with the members below.
 *
 * - `interaction_required`: the viewer must act first; `interaction` says how.
 * - `interaction_denied`: the viewer came back from the interaction without permission.
 * - `unauthenticated`: nobody is signed in. · `forbidden`: this viewer may not. · `not_found`: no such asset.
 * - `invalid_request`, `method_not_allowed`, `payload_too_large`, `unsupported_media_type`, `origin_not_allowed`: the call itself is wrong.
 * - `rate_limited`: too many; `retry_after` says when.
 * - `vendor_credentials`, `vendor_unavailable`, `vendor_timeout`: the vendor said no to the backend, or nothing.
 * - `server_error`: anything else.
 */
export type ProblemCode =
  | 'interaction_required'
  | 'interaction_denied'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'invalid_request'
  | 'method_not_allowed'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'origin_not_allowed'
  | 'rate_limited'
  | 'vendor_credentials'
  | 'vendor_unavailable'
  | 'vendor_timeout'
  | 'server_error';

/** How a viewer is asked to act: what the gate opens, and what it says. */
export interface Interaction {
  /** The page to open in a frame. Absolute https URL (http on loopback). */
  readonly entryUrl: string;
  /** Query parameters the backend wants on the entry URL, for example `ustreamContentId`. */
  readonly params?: Readonly<Record<string, string>>;
  /**
   * The pass page to which the entry page returns. The gate adds its nonce to it and passes it on in `returnParam`.
   * Its origin is the only one from which the gate takes the return. Absolute https URL (http on loopback).
   */
  readonly returnUrl: string;
  /** The name of the entry URL's parameter that carries the return URL. Default `hashConsumer` (IBM Video Streaming). */
  readonly returnParam?: string;
  /** Text of the lock screen, as plain text. */
  readonly message?: string;
  /** Text of its button, as plain text. */
  readonly buttonCaption?: string;
  /** Wanted size of the frame, in CSS pixels. Default: as large as the player. */
  readonly width?: number;
  readonly height?: number;
}

/** A parsed problem. */
export interface Problem {
  readonly code: ProblemCode;
  /** HTTP status. */
  readonly status: number;
  /** One plain sentence for developers. Holds no secret, URL query or vendor text. */
  readonly title: string;
  /** When to ask again, in milliseconds from now. */
  readonly retryAfterMs?: number;
  /** Ties the answer to the backend's log. */
  readonly correlationId?: string;
  /** Present exactly when `code` is `interaction_required`. */
  readonly interaction?: Interaction;
}

/** The media type of a problem. */
export const PROBLEM_TYPE = 'application/problem+json';
