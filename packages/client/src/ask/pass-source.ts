import type { PassRequest, PlaybackPass } from '@playgate/protocol';

/** A bare token, from an endpoint that knows nothing of passes. `createPassClient`'s `place` says where it goes. */
export interface BareToken {
  readonly token: string;
  /** Lifetime in seconds from the request's start. Absent: until refused. */
  readonly expiresIn?: number;
}

/** What a source is told about one ask. */
export interface AskContext {
  readonly signal: AbortSignal;
  /** What the viewer brought back from an interaction. */
  readonly answer?: Readonly<Record<string, string>>;
  /** Whether a held pass was refused: whoever caches must not answer from the cache. */
  readonly fresh: boolean;
}

/**
 * Where passes come from. Rejects with a `ClientError`, or with anything else, which counts as `network` when it is a `TypeError` and
 * as `server_error` otherwise.
 */
export type PassSource = (
  request: PassRequest,
  context: AskContext,
) => Promise<PlaybackPass | BareToken>;
