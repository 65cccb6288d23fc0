import type Player from 'video.js/dist/types/player.js';

/** A video.js 8 player. */
export type VideojsPlayer = Player;

/** What is being played, as video.js passes it around. */
export interface SourceObject {
  readonly src: string;
  readonly type?: string;
}

/** A technology of video.js that plays through a media element: as much of it as is needed here. */
export interface PlayerTech {
  /** Present while video.js' streaming engine (VHS) plays the source, and only then. */
  readonly vhs?: { xhr: VhsXhr; setCurrentTime(seconds: number): void };
  readonly currentSource_?: SourceObject | null;
  setCrossOrigin?(value: string): void;
  one?(type: string, listener: () => void): void;
}

/** What VHS asks for. Its own options and whatever request hooks of the application read. */
export interface VhsRequestOptions {
  readonly uri: string;
  readonly requestType?: string;
  readonly beforeSend?: (request: VhsRequest) => void;
  readonly [option: string]: unknown;
}

/** A request under way, as VHS sees it: an XMLHttpRequest with some notes of VHS on it. */
export interface VhsRequest {
  readonly status?: number;
  readonly response?: unknown;
  readonly responseURL?: string;
  readonly aborted?: boolean;
  readonly timedout?: boolean;
  abort(): void;
  addEventListener(type: string, listener: (event: unknown) => void): void;
  getResponseHeader?(name: string): string | null;
}

/** How VHS hears of the end of a request: with an error, or with the request that holds the answer. */
export type VhsCallback = (error: unknown, request: VhsRequest) => void;

/** The function through which VHS makes all its requests; one for each source. */
export type VhsXhr = (options: VhsRequestOptions, callback: VhsCallback) => VhsRequest;

/** What opens a source on a technology. The first that can handle it does. */
export interface SourceHandler {
  canPlayType(type: string): string;
  canHandleSource(source: SourceObject, options: TechOptions): string;
  handleSource(source: SourceObject, tech: PlayerTech, options: TechOptions): unknown;
}

/** Options that a technology was made with. */
export interface TechOptions {
  readonly playerId?: string;
}

/** A kind of technology that opens its sources through source handlers. */
export interface SourceHandlerTech {
  readonly sourceHandlers?: SourceHandler[];
  readonly nativeSourceHandler?: SourceHandler;
  registerSourceHandler(handler: SourceHandler, index?: number): void;
}

/** A text track of a player, emulated or the browser's own. */
export interface PlayerTrack {
  readonly kind: string;
  readonly label: string;
  readonly language: string;
  mode: string;
  /** Of an emulated track: takes a cue of vtt.js. */
  addCue?(cue: unknown): void;
  /** Of an emulated track. */
  trigger?(event: object): void;
}

/** What a text track came from: an element of the page or video.js' own imitation of one. */
export interface PlayerTrackElement {
  src: string;
  readonly track: PlayerTrack;
}

/** The player's technology, once there is one. */
export function techOf(player: VideojsPlayer): PlayerTech | undefined {
  // With an argument, video.js does not warn that this is its own affair.
  const tech: unknown = player.tech(true);
  return isPresent(tech) ? tech : undefined;
}

/** The source that the player was given, if it was given one. */
export function sourceOf(player: VideojsPlayer): SourceObject | undefined {
  const source: unknown = player.currentSource();
  return isSource(source) ? source : undefined;
}

/** All text tracks, of whatever origin. */
export function textTracksOf(player: VideojsPlayer): PlayerTrack[] {
  const tracks: unknown = player.textTracks();
  return isList<PlayerTrack>(tracks) ? Array.from(tracks) : [];
}

/** The text tracks that were added from outside the media: by the page, the application or VHS. */
export function trackElementsOf(player: VideojsPlayer): PlayerTrackElement[] {
  const elements: unknown = player.remoteTextTrackEls();
  return isList<PlayerTrackElement>(elements) ? Array.from(elements) : [];
}

/** Tells the return value of `addRemoteTextTrack`, whose type leaves the track out. */
export function isTrackElement(value: unknown): value is PlayerTrackElement {
  return 'track' in Object(value);
}

/** Tells an object from nothing. */
export function isPresent(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isList<T>(value: unknown): value is ArrayLike<T> {
  return 'length' in Object(value);
}

function isSource(value: unknown): value is SourceObject {
  return Boolean(Reflect.get(Object(value), 'src'));
}
