/** A player of dash.js: as much of it as is needed here. */
export interface DashPlayer {
  extend(name: string, extension: object, override: boolean): void;
  registerLicenseRequestFilter(filter: LicenseRequestFilter): void;
  unregisterLicenseRequestFilter(filter: LicenseRequestFilter): void;
  registerLicenseResponseFilter(filter: LicenseResponseFilter): void;
  unregisterLicenseResponseFilter(filter: LicenseResponseFilter): void;
  attachSource(source: string, position?: number): void;
  isReady(): boolean;
  getSource(): unknown;
  getVideoElement(): HTMLVideoElement;
  getAvailableBaseUrls(): readonly unknown[];
  /** Takes the name of an event and what goes with it, and is declared otherwise. */
  readonly trigger: unknown;
}

/** What sends requests. dash.js has one that streams and one that does not. */
export interface DashLoader {
  load(request: DashRequest, response: DashResponse): unknown;
}

/** One attempt at a request, with what interceptors made of it. */
export interface DashRequest {
  url: string;
  readonly method?: string;
  headers?: Readonly<Record<string, string>>;
  credentials?: RequestCredentials;
  readonly body?: BodyInit | null;
  /** Milliseconds; 0 for none. */
  readonly timeout?: number;
  readonly responseType?: XMLHttpRequestResponseType;
  readonly customData: DashNotes;
}

/** What comes of it. */
export interface DashResponse {
  url?: string;
  status?: number;
  statusText?: string;
  headers?: Readonly<Record<string, string>>;
  data?: unknown;
}

/** What dash.js and its loaders tell each other. */
export interface DashNotes {
  /** The request itself, over all attempts. */
  readonly request?: { readonly type?: string; startDate?: Date };
  onloadend?: (() => void) | undefined;
  onprogress?: ((event: ProgressEvent) => void) | undefined;
  onabort?: (() => void) | undefined;
  ontimeout?: ((event: ProgressEvent) => void) | undefined;
  /** Ends the attempt. Loaders set it once it is under way. */
  abort?: () => void;
}

/** Changes a licence request before its first attempt. The request hangs if it rejects. */
export type LicenseRequestFilter = (request: LicenseRequest) => Promise<void>;

/** Changes a licence. */
export type LicenseResponseFilter = (response: { url: string }) => Promise<void>;

/** A licence request. */
export interface LicenseRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  withCredentials: boolean;
  data: ArrayBuffer;
}
