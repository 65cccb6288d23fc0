/** A window that was opened for a sign-in. */
export interface SessionPopup {
  readonly closed: boolean;
  readonly location: { replace(url: string): void };
  close(): void;
}

/** The part of a `window` that is used. */
export interface SessionPage {
  readonly location: {
    readonly href: string;
    readonly origin: string;
    assign(url: string): void;
  };
  readonly history: {
    readonly state: unknown;
    replaceState(state: unknown, unused: string, url: string): void;
  };
  readonly document: { readonly baseURI: string; hasFocus(): boolean };
  open(url: string, target: string, features: string): SessionPopup | null;
  close(): void;
}

/** The page there is. None on a server, and none in a worker. */
export function pageHere(): SessionPage | undefined {
  const here: unknown = globalThis;
  return isPage(here) ? here : undefined;
}

function isPage(value: unknown): value is SessionPage {
  return typeof value === 'object' && value !== null && 'document' in value && 'history' in value;
}
