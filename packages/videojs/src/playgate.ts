import type {
  Authorizer,
  AuthorizerState,
  JsonValue,
  Observable,
  PassClient,
  PlaybackSource,
} from '@playgate/client';
import type { Drm } from './drm.ts';
import type { UiOptions } from './ui/ui-options.ts';

/** Options of `attachPlaygate` and `player.playgate`. */
export interface PlaygateOptions {
  /** Asks for the passes. One for the application. */
  readonly client: PassClient;
  /** What the viewer asked to watch. */
  readonly asset: string;
  /** Goes to the backend with the asset. */
  readonly params?: Readonly<Record<string, JsonValue>>;
  /** The lock screen and the dialogs. Default `true`; `false` leaves it all to you. */
  readonly ui?: boolean | UiOptions;
  /**
   * What to play. Default `'pass'`: if the pass brings a source, a player that has none gets it. Any other string is a URL that the
   * player gets at once.
   */
  readonly source?: PlaybackSource | string;
  /** Gets the licences of encrypted films: `eme()` of `@playgate/videojs/eme`. Default: video.js' own plugin does, without a pass. */
  readonly drm?: Drm;
}

/** A player behind a lock. */
export interface Playgate {
  readonly options: PlaygateOptions;
  readonly authorizer: Authorizer;
  /** Where playback stands. Each change is also the player's event `playgatestatechange`. */
  readonly state: Observable<AuthorizerState>;
  /** Leaves a final state and asks again, at the viewer's wish. Requests that were stopped go on. */
  retry(): void;
  /** Hands over what the viewer brought back from an interaction. */
  answer(answer: Readonly<Record<string, string>>): Promise<void>;
  /**
   * Asks for a pass with a new source, and opens it where the viewer is, unless another was opened meanwhile. One at a time.
   *
   * @throws {ClientError} `disposed`
   */
  reload(): Promise<void>;
  /** Takes everything off the player again; the source stays. Called when the player is disposed. Idempotent. */
  dispose(): void;
}

/** The player's event `playgatestatechange`. */
export interface PlaygateStateChangeEvent {
  readonly type: 'playgatestatechange';
  readonly state: AuthorizerState;
}
