import type { Authorizer } from '@playgate/client';
import type { Protection } from '@playgate/client/adapter';

/** Something that went wrong, as the application hears of it. */
export interface SeenError {
  readonly fatal: boolean;
  /** What names the reason. */
  readonly reason: string;
  /** All of it, as a log would have it. */
  readonly text: string;
}

/** A header as the application itself would set it, new every so often. */
export interface NaiveHeader {
  readonly name: string;
  readonly value: string;
}

/** How an engine is set up. */
export interface EngineOptions {
  readonly src: string;
  /** Seconds of buffer that the engine aims at. */
  readonly buffer: number;
  /** Where the film's licences are, of the key system ClearKey. */
  readonly license?: string;
  /** With Playgate. */
  readonly authorizer?: Authorizer;
  /** Without: what the application sets on each request. */
  readonly naive?: () => NaiveHeader;
  /** What the application's own request hook makes of a URL. */
  readonly hook: (url: string) => string;
  readonly onError: (error: SeenError) => void;
}

/** An engine that plays. */
export interface Running {
  readonly protection?: Protection | undefined;
  load(src: string): void;
  destroy(): void;
}

/** The key system that browsers bring along themselves (W3C, Encrypted Media Extensions, section 9.1). */
export const CLEAR_KEY = 'org.w3.clearkey';

/** Makes an engine play in an element. */
export type Engine = (video: HTMLVideoElement, options: EngineOptions) => Promise<Running>;

/** What an error says to a log. */
export function textOf(error: unknown): string {
  const seen = new Set<unknown>();
  return (
    String(error) +
    JSON.stringify(error, (_key, value: unknown) => {
      if (typeof value !== 'object' || value === null) return value;
      if (seen.has(value) || value instanceof Node || value === window) return undefined;
      seen.add(value);
      if (value instanceof XMLHttpRequest) return { url: value.responseURL };
      if (value instanceof Response) return { url: value.url };
      return value instanceof Error ? Object.assign({ message: value.message }, value) : value;
    })
  );
}
