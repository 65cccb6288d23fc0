/** What one chooses where the browser signs in itself. Chosen while nobody is signed in, for all tabs. */
export interface BrowserSettings {
  /** Where the refresh token is kept. */
  readonly keep: 'memory' | 'indexeddb';
  /** Whether tokens are bound to a key of this browser. */
  readonly dpop: boolean;
}

const KEY = 'demo-browser-sign-in';
const DEFAULT: BrowserSettings = { keep: 'memory', dpop: false };

export function readBrowserSettings(
  store: Pick<Storage, 'getItem'> = localStorage,
): BrowserSettings {
  const text = store.getItem(KEY);
  if (text === null) return DEFAULT;
  const { keep, dpop }: Partial<Record<keyof BrowserSettings, unknown>> = JSON.parse(text);
  return { keep: keep === 'indexeddb' ? 'indexeddb' : 'memory', dpop: dpop === true };
}

export function saveBrowserSettings(settings: BrowserSettings): void {
  localStorage.setItem(KEY, JSON.stringify(settings));
}

/** Tells when another tab chooses. */
export function onOtherSettings(tell: () => void): void {
  addEventListener('storage', ({ key }) => {
    if (key === KEY) tell();
  });
}
