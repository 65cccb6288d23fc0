import type { VideojsPlayer } from '@playgate/videojs';

/** What may change while the player is there. */
export interface PlayerSettings {
  /** The address of a picture. Also shown before video.js is loaded, and in the server's HTML. */
  readonly poster?: string;
  /** Default `true`. */
  readonly controls?: boolean;
  /** `'muted'` and `'any'` as video.js has them. Default `false`. */
  readonly autoPlay?: boolean | 'muted' | 'play' | 'any';
  /** Default `false`. */
  readonly muted?: boolean;
  /** Default `false`. */
  readonly loop?: boolean;
  /** Default `auto`. */
  readonly preload?: 'auto' | 'metadata' | 'none';
  /** Plays in the page rather than full screen on phones. Default `true`. */
  readonly playsInline?: boolean;
}

const DEFAULTS: Required<PlayerSettings> = {
  poster: '',
  controls: true,
  autoPlay: false,
  muted: false,
  loop: false,
  preload: 'auto',
  playsInline: true,
};

const HTML5 = {
  // Or the engine takes WebKit's own tracks for a choice of the viewer's, and stops loading sound, or never starts.
  nativeAudioTracks: false,
  nativeTextTracks: false,
  nativeVideoTracks: false,
  // Or it asks for a key with every segment.
  vhs: { cacheEncryptionKeys: true },
};

/** The settings with every default in its place. */
export function completeSettings(settings: PlayerSettings): Required<PlayerSettings> {
  return {
    poster: settings.poster ?? DEFAULTS.poster,
    controls: settings.controls ?? DEFAULTS.controls,
    autoPlay: settings.autoPlay ?? DEFAULTS.autoPlay,
    muted: settings.muted ?? DEFAULTS.muted,
    loop: settings.loop ?? DEFAULTS.loop,
    preload: settings.preload ?? DEFAULTS.preload,
    playsInline: settings.playsInline ?? DEFAULTS.playsInline,
  };
}

/** What video.js is made with. */
export interface PlayerOptions extends PlayerSettings {
  /** Further options of video.js, read once. What is a prop goes before them; what `html5` leaves out keeps its default. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** The settings as options of video.js. The box gives the player its size. */
export function playerOptions(given: PlayerOptions): Readonly<Record<string, unknown>> {
  const { autoPlay, playsInline, ...rest } = completeSettings(given);
  const html5 = given.options?.['html5'];
  return {
    fill: true,
    ...given.options,
    html5: { ...HTML5, ...(typeof html5 === 'object' && html5) },
    ...rest,
    autoplay: autoPlay,
    playsinline: playsInline,
  };
}

/** Hands over what changed, and nothing else: a viewer who unmuted stays unmuted. */
export function changeSettings(
  player: VideojsPlayer,
  before: Required<PlayerSettings>,
  after: Required<PlayerSettings>,
): void {
  const changed = (name: keyof PlayerSettings): boolean => before[name] !== after[name];
  if (changed('poster')) player.poster(after.poster);
  if (changed('controls')) player.controls(after.controls);
  if (changed('autoPlay')) player.autoplay(after.autoPlay);
  if (changed('muted')) player.muted(after.muted);
  if (changed('loop')) player.loop(after.loop);
  if (changed('preload')) player.preload(after.preload);
  if (changed('playsInline')) player.playsinline(after.playsInline);
}
