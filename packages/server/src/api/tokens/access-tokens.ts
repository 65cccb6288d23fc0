import type { Secret } from '../../secret/secret.ts';

/** Access tokens of one credential, kept as long as they last. */
export interface AccessTokens {
  /**
   * The token to use now: from memory while it lasts; callers share one request. Aborting the signal ends this wait and nobody else's.
   *
   * @throws {ServerError} A code that starts with `vendor_`; `aborted`.
   */
  get(signal?: AbortSignal): Promise<Secret>;
  /** Forgets a token that was refused. Another that is held since stays. */
  invalidate(token: Secret): void;
}
