import type { Interaction } from '@playgate/protocol';
import type { SecretInput } from '../secret/secret.ts';

/** A viewer's own access token, where passes carry it. */
export interface ViewerToken {
  readonly accessToken: SecretInput;
  /** How long it lasts from now on. Default: as long as the pass may. */
  readonly expiresInSeconds?: number;
}

/** How a viewer's token is wanted. */
export interface ViewerTokenOptions {
  readonly signal?: AbortSignal;
  /** Whether the media server refuses the one that was given last. */
  readonly fresh?: boolean;
}

/** What a vendor is asked to open, for whom and for how long. Made by the application, never read from the request. */
export interface PlaybackGrant {
  /** The vendor's own identifier of what may be watched; each vendor says how it is spelled. */
  readonly asset: string;
  /**
   * Opaque tag of the viewer, 1 to 256 characters; it becomes the pass's `subject`. Never an e-mail address. Absent: nobody in particular.
   */
  readonly viewer?: string;
  /** Wanted lifetime in seconds. Clamped to 1 and the handler's `maxLifetimeSeconds`. Default: that maximum. */
  readonly lifetimeSeconds?: number;
  /** What the credential may be used for, in the vendor's words. Default: the least that plays. */
  readonly permissions?: readonly string[];
  /**
   * What the credential says of this viewer, in the vendor's words, where it is a JWT: the viewer's address, tags of what was bought.
   * Checked by the vendor.
   */
  readonly claims?: Readonly<Record<string, unknown>>;
  /**
   * Gets the viewer's own access token, for vendors whose passes may carry it; `undefined`: the viewer must sign in. A session of
   * `@playgate/session` has one. It is asked when a pass is minted, and only by a vendor that is told to.
   */
  readonly viewerToken?: (options?: ViewerTokenOptions) => Promise<ViewerToken | undefined>;
}

/** Yes, this. */
export interface Grant {
  readonly kind: 'grant';
  readonly grant: PlaybackGrant;
}

/**
 * Why not: nobody is signed in (401), this viewer may not (403), no such asset (404), too many (429), or the viewer came back from an
 * interaction without permission (403).
 */
export type DenyReason =
  'unauthenticated' | 'forbidden' | 'not_found' | 'rate_limited' | 'interaction_denied';

/** What a no carries besides its reason. */
export interface DenyDetails {
  /** When to ask again, in seconds; sent as Retry-After. */
  readonly retryAfterSeconds?: number;
  /** Opaque tag of the viewer, for the audit. */
  readonly viewer?: string;
  /** What it comes from, such as a vendor's answer, for the audit's `error`. Never told to the browser. */
  readonly cause?: unknown;
}

/** No. */
export interface Deny extends DenyDetails {
  readonly kind: 'deny';
  readonly reason: DenyReason;
}

/** Not yet: the viewer must act first. */
export interface Interact {
  readonly kind: 'interact';
  readonly interaction: Interaction;
}

/** What `decide` returns. Anything else is an error, never a yes. */
export type Decision = Grant | Deny | Interact;

/** Says yes. */
export function grant(granted: PlaybackGrant): Grant {
  return { kind: 'grant', grant: granted };
}

/** Says no. */
export function deny(reason: DenyReason, details: DenyDetails = {}): Deny {
  return { ...details, kind: 'deny', reason };
}

/** Says that the viewer must act first. */
export function interact(interaction: Interaction): Interact {
  return { kind: 'interact', interaction };
}
