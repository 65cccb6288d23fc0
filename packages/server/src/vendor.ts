import type { EpochMs, PassMode, PassRule, PlaybackSource } from '@playgate/protocol';
import type { Deny, Interact, PlaybackGrant } from './mint/decision.ts';

/** What a vendor is told about one mint. */
export interface MintContext {
  readonly now: EpochMs;
  /** How long the credential may last at most, in seconds: already clamped. */
  readonly lifetimeSeconds: number;
  /** What the viewer brought back from an interaction. From the browser: to be verified. */
  readonly answer?: Readonly<Record<string, string>>;
  /** Whether the media server refuses what was given before: what is kept is not to be given again. From the browser. */
  readonly fresh?: boolean;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  /** Ties a call at the vendor to the answer and the audit. */
  readonly correlationId: string;
}

/** What a vendor makes: where its credential goes. Version, id, subject and times are added by the caller of `mint`. */
export interface MintedPass {
  readonly kind: 'pass';
  readonly rules: readonly PassRule[];
  /** Default `renewable`. */
  readonly mode?: PassMode;
  /** How long the credential really lasts, in seconds, if that is less than was asked. */
  readonly lifetimeSeconds?: number;
  /** Who the credential is for, where the vendor's own answer says so. Default: the grant's viewer. */
  readonly viewer?: string;
  readonly source?: PlaybackSource;
}

/** Makes passes for one kind of lock. The road to support another vendor. */
export interface Vendor {
  /** Its name in audits, for example `catch-the-show`. */
  readonly id: string;
  /**
   * Makes a pass for a grant, or says that the viewer must act first or came back without permission.
   *
   * @throws {ServerError} A code that starts with `vendor_`, `invalid_grant`, or `aborted`.
   */
  mint(grant: PlaybackGrant, context: MintContext): Promise<MintedPass | Deny | Interact>;
}
