import type { PassBody, PassClient, PassRequest, PlaybackPass } from '@playgate/client';
import type { Drm, UiOptions } from '@playgate/videojs';

/** What a player is to play, and how. Objects may be written inline. */
export interface ProtectedPlayback {
  /** What the viewer asked to watch. */
  readonly asset: string;
  /** Anything else that the application's `decide` wants to know. */
  readonly params?: PassRequest['params'];
  /** What to play. Default: the source that the pass names. */
  readonly src?: string;
  /** Media type of `src`. Default: worked out from the URL. */
  readonly type?: string;
  /**
   * A pass that the server rendered into the page, as its handler answers it or as `mintPass` gives it. Saves the first request.
   * Never one of mode `single-use`.
   */
  readonly initialPass?: PassBody | PlaybackPass;
  /** Default: the provider's. */
  readonly client?: PassClient;
  /** The plugin's lock screen and dialogs. Default `true`. */
  readonly ui?: boolean | UiOptions;
  /** Gets the licences of encrypted films: `eme()` of `@playgate/videojs/eme`, made once, outside of the component. */
  readonly drm?: Drm;
}
