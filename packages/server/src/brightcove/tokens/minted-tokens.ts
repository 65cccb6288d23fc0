import type { EpochMs } from '@playgate/protocol';
import type { Deny } from '../../mint/decision.ts';
import type { ServerErrorCode } from '../../server-error.ts';
import type { CallOptions } from '../../api/call-options.ts';
import type { BrightcoveToken } from './sign-brightcove-token.ts';

/** The tokens that viewers hold, so that a viewer can be cut off. Made by `createMintedTokens`. */
export interface MintedTokens {
  /** For `decide`: whether this viewer is to get nothing. */
  isCutOff(viewer: string): Promise<boolean>;
  /**
   * Cuts a viewer off: no pass from now on, and every token that is still live goes on the vendor's blacklist, which takes up to a minute
   * to reach its edges. May be repeated, for what failed.
   *
   * @throws {ServerError} `invalid_value` for a viewer's tag that none has; `aborted`. That the vendor fails is in the report.
   */
  cutOff(viewer: string, options?: CallOptions): Promise<CutOff>;
  /** Lets a viewer in again, and takes the tokens that are still live off the blacklist. Throws as `cutOff`. */
  restore(viewer: string, options?: CallOptions): Promise<CutOff>;
  /**
   * For the vendor: keeps a token before it is handed out.
   *
   * @returns Why it must not be: the viewer is cut off, or holds too many.
   */
  admit(viewer: string, token: BrightcoveToken, now: EpochMs): Promise<Deny | undefined>;
}

/** What became of a viewer's live tokens. */
export interface CutOff {
  /** How many were live. */
  readonly live: number;
  /** How many of them are done: on the blacklist, or off it. */
  readonly done: number;
  /** Those that are not: each goes on working until it ends. */
  readonly failed: readonly CutOffFailure[];
}

/** A token that the vendor did not take. */
export interface CutOffFailure {
  /** Such as `vendor_limit`: the blacklist is full, with 100 tokens of any viewers. */
  readonly code: ServerErrorCode;
  /** When the token ends by itself. */
  readonly expiresAt: EpochMs;
}
