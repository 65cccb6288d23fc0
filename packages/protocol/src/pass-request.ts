/** JSON, as a value. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a browser asks for. Never who it is: that is the backend's to know. */
export interface PassRequest {
  /** What the viewer asked to watch, in the application's own words. 1 to 512 characters, none of them control characters. */
  readonly asset: string;
  /** Anything else that the application's `decide` wants to know. */
  readonly params?: Readonly<Record<string, JsonValue>>;
}

/** The body of a pass request on the wire. */
export interface PassRequestBody extends PassRequest {
  readonly version: 1;
  /** What the viewer brought back from an interaction, for example `{ hash: '[…]' }`. Held in memory only. */
  readonly answer?: Readonly<Record<string, string>>;
  /** The media server refuses what was given before: the backend is to give nothing that it keeps. */
  readonly fresh?: boolean;
}

/** The header, and its value, that every pass request carries: a cross-site form cannot send it. */
export const PASS_REQUEST_HEADER = { name: 'X-Playgate', value: '1' } as const;
