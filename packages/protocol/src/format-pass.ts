import type { PassMode, PassRule, PlaybackPass, PlaybackSource } from './pass.ts';

/** A pass as it crosses the wire: times in seconds. */
export interface PassBody {
  readonly version: 1;
  readonly id?: string;
  readonly subject?: string;
  readonly mode: PassMode;
  /** Seconds since the epoch. */
  readonly issued_at?: number;
  /** Seconds from `issued_at`. */
  readonly expires_in?: number;
  readonly rules: readonly PassRule[];
  readonly source?: PlaybackSource;
}

/** Writes a pass as `parsePass` reads it. */
export function formatPass(pass: PlaybackPass): PassBody {
  const { issuedAt, lifetimeMs, ...rest } = pass;
  return {
    ...rest,
    ...(issuedAt !== undefined && { issued_at: issuedAt / 1000 }),
    ...(lifetimeMs !== undefined && { expires_in: lifetimeMs / 1000 }),
  };
}
