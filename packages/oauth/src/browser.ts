import { systemClock } from './clock.ts';
import type { OAuthEnvironment, Page } from './environment.ts';
import { indexedDbStore } from './storage/indexed-db-store.ts';

/** What this browser has. Outside of one nearly everything is `undefined`. */
export function browser(): OAuthEnvironment {
  const isPage = 'document' in globalThis;
  // As it is now: what later scripts put in its place sees no token.
  const { fetch } = globalThis;
  return {
    clock: systemClock,
    fetch: (input, init) => fetch(input, init),
    random,
    makeKeyPair: () =>
      crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']),
    page,
    transactions: allowed(() => (isPage ? sessionStorage : undefined)),
    marks: allowed(() => (isPage ? localStorage : undefined)),
    database: allowed(() => (isPage && indexedDB ? indexedDbStore(indexedDB) : undefined)),
    locks: isPage ? navigator.locks : undefined,
    openChannel: isPage ? (name) => allowed(() => new BroadcastChannel(name)) : undefined,
    events: isPage ? globalThis : undefined,
  };
}

function random(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace('=', '');
}

const page: Page = {
  href: () => ('location' in globalThis ? location.href : ''),
  go: (url) => location.assign(url),
  show: (url) => history.replaceState(history.state, '', url),
  open: (features) => window.open('', '_blank', features),
  tellOpener(message, origin) {
    if (isWindow(window.opener)) window.opener.postMessage(message, origin);
  },
  close: () => window.close(),
  isFocused: () => document.hasFocus(),
};

const isWindow = (value: unknown): value is Pick<Window, 'postMessage'> =>
  typeof value === 'object' && value !== null && 'postMessage' in value;

/** Browsers may refuse a page its storage and its channels by throwing. */
function allowed<T>(get: () => T): T | undefined {
  try {
    return get();
  } catch {
    return undefined;
  }
}
