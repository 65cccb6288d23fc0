/** A `shaka.Player`: as much of it as is needed here. */
export interface ShakaPlayer {
  getNetworkingEngine(): ShakaNetworking | null;
  /** Whether a source is there, with all that `load` waits for. */
  isFullyLoaded(): boolean;
  getMediaElement(): HTMLMediaElement | null;
  getAssetUri(): string | null;
  load(src: string, position?: number | null, type?: string): Promise<unknown>;
  addEventListener(type: string, listener: (event: object) => void): void;
  removeEventListener(type: string, listener: (event: object) => void): void;
  dispatchEvent(event: object): boolean;
}

/** What sends a player's requests. */
export interface ShakaNetworking {
  registerRequestFilter(filter: RequestFilter): void;
  unregisterRequestFilter(filter: RequestFilter): void;
  registerResponseFilter(filter: ResponseFilter): void;
  unregisterResponseFilter(filter: ResponseFilter): void;
}

/** Runs before each attempt at a request, and may change it. */
export type RequestFilter = (
  type: number,
  request: ShakaRequest,
  context?: ShakaContext,
) => FilterRun | undefined;

/** Runs after each good answer, and may change it. */
export type ResponseFilter = (type: number, response: ShakaResponse) => FilterRun | undefined;

/** A filter at work. Shaka calls `abort` when the request is wanted no more; what only promises, it waits for. */
export interface FilterRun extends Promise<void> {
  readonly promise: Promise<void>;
  readonly abort: () => Promise<void>;
}

/** One request, over all attempts. The attempt `n` goes to the `n`th of its URLs, and begins with its own headers again. */
export interface ShakaRequest {
  uris: string[];
  headers: Record<string, string>;
  method: string;
  /** In a filter an `ArrayBuffer`, if there is one. */
  body: ArrayBuffer | ArrayBufferView | null;
  allowCrossSiteCredentials: boolean;
  attempt: number;
  /** Milliseconds; 0 for none. */
  readonly retryParameters: { readonly timeout: number };
}

/** What a request is for, in addition to its type. */
export interface ShakaContext {
  readonly type?: number;
}

/** A good answer. */
export interface ShakaResponse {
  uri: string;
  originalUri: string;
  status?: number;
  headers: Record<string, string>;
  /** In a filter an `ArrayBuffer`. */
  data: ArrayBuffer | ArrayBufferView;
  readonly originalRequest: ShakaRequest;
}

/** The event `downloadfailed`: an attempt failed, maybe not the last one. */
export interface DownloadFailed {
  readonly request: ShakaRequest;
  readonly error: ShakaError | null;
  /** 0 if there was no answer. */
  readonly httpResponseCode: number;
  /** Whether it took too long. */
  readonly aborted: boolean;
}

/** A `shaka.util.Error`. */
export interface ShakaError {
  readonly code: number;
  data: unknown[];
}

/** Tells the event. */
export function isDownloadFailed(event: object): event is DownloadFailed {
  return 'httpResponseCode' in event;
}
