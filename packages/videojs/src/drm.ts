import type { Gate } from '@playgate/client/adapter';
import type { VideojsPlayer } from './player.ts';

/** What getting licences takes: the road that all requests of one attachment share. */
export interface DrmContext {
  readonly gate: Gate;
  readonly fetch: typeof globalThis.fetch;
  /** Opens the source anew, when its URLs went stale. */
  readonly reload: () => void;
}

/**
 * Gets the licences of encrypted films for a player: `eme` of `@playgate/videojs/eme` makes one. It is called before anything is attached,
 * so that nothing is left where it throws.
 *
 * @returns Begins it, and what that returns ends it.
 */
export type Drm = (player: VideojsPlayer) => (context: DrmContext) => () => void;
