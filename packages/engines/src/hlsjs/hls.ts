/** An instance of hls.js: as much of it as is needed here. */
export interface HlsPlayer {
  readonly config: HlsSettings;
  readonly url: string | null;
  readonly levels: readonly unknown[];
  readonly media: HTMLMediaElement | null;
  loadSource(url: string): void;
  startLoad(position?: number): void;
  stopLoad(): void;
  on(event: string, listener: () => void): void;
  once(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
  trigger(event: string, data: object): boolean;
}

/** What is set on an instance, and read by hls.js whenever it needs it. */
export interface HlsSettings {
  loader: unknown;
  pLoader?: unknown;
  fLoader?: unknown;
  licenseXhrSetup?: unknown;
  startPosition?: number;
}

/** The class that hls.js makes a loader of, for each request. */
export type LoaderClass = new (config: object) => Loader;

/** Loads one thing. */
export interface Loader {
  readonly context?: LoaderContext | null;
  readonly stats: LoaderStats;
  load(context: LoaderContext, config: LoaderSettings, callbacks: LoaderCallbacks): void;
  abort(): void;
  destroy(): void;
  getCacheAge?(): number | null;
  getResponseHeader?(name: string): string | null;
}

/** How it is loaded. */
export interface LoaderSettings {
  readonly loadPolicy?: object;
}

/** What is loaded. */
export interface LoaderContext {
  readonly url: string;
  /** Absent in older versions. */
  readonly type?: string;
  /** Of segments and keys. */
  readonly frag?: { readonly sn: number | string; readonly type?: string };
  /** Of keys. */
  readonly keyInfo?: unknown;
}

/** What hls.js measures by. It keeps the object before the loader begins, and looks at it while it loads. */
export interface LoaderStats {
  aborted: boolean;
  loaded: number;
  total: number;
  chunkCount: number;
  bwEstimate: number;
  readonly loading: { start: number; first: number; end: number };
}

/** What came. */
export interface LoaderAnswer {
  readonly url?: string;
  readonly data?: unknown;
}

/** What went wrong: `code` is the HTTP status. */
export interface LoaderFailure {
  readonly code: number;
  readonly text: string;
}

/** How a loader tells. `details` is the XMLHttpRequest or the Response. */
export interface LoaderCallbacks {
  onSuccess(answer: LoaderAnswer, stats: unknown, context: unknown, details: unknown): void;
  onError(failure: LoaderFailure, context: unknown, details: unknown, stats: unknown): void;
  onTimeout(stats: unknown, context: unknown, details: unknown): void;
  onAbort?(stats: unknown, context: unknown, details: unknown): void;
  onProgress?(stats: unknown, context: unknown, data: unknown, details: unknown): void;
}

/** Tells the loader class of a configuration, which may be absent. */
export function isLoaderClass(value: unknown): value is LoaderClass {
  return typeof value === 'function';
}
