import type { SandboxClock } from '../../../sandbox-clock.ts';
import { setBounded } from '../../../set-bounded.ts';
import type { SecretMaker } from './secret-maker.ts';

/** One login that a server ordered for a user. */
export interface Login {
  readonly guid: string;
  readonly userId: number;
  /** Where the browser goes once the login is over. */
  readonly returnUrl: string;
}

export interface Logins {
  create(userId: number, returnUrl: string): Login;
  get(guid: string): Login | undefined;
  /** Signs a browser in, once. @returns The value of its cookie; `undefined` when the login is over or was used. */
  open(login: Login): string | undefined;
  /** The login of a browser that is signed in, or was until a moment ago. */
  byCookie(cookie: string): Login | undefined;
  /** Whether the browser is still signed in. Counts as a sign of life. */
  touch(login: Login): boolean;
  end(login: Login): void;
  endAll(): void;
}

/** How long a login may wait for its browser. The document gives no time. */
const WAIT_MS = 5 * 60_000;

/** How long a browser may be idle. The document gives no time. */
const IDLE_MS = 20 * 60_000;

interface Kept extends Login {
  cookie?: string;
  endsAtMs: number;
}

export function createLogins(clock: SandboxClock, secrets: SecretMaker): Logins {
  const logins = new Map<string, Kept>();
  const lives = (kept: Kept | undefined): kept is Kept => (kept?.endsAtMs ?? 0) > clock.now();
  return {
    create(userId, returnUrl) {
      const login = { guid: secrets.login(), userId, returnUrl, endsAtMs: clock.now() + WAIT_MS };
      setBounded<string, Kept>(logins, login.guid, login, 1000);
      return login;
    },
    get: (guid) => logins.get(guid),
    open({ guid }) {
      const kept = logins.get(guid);
      if (!lives(kept) || kept.cookie !== undefined) return undefined;
      kept.cookie = secrets.login();
      kept.endsAtMs = clock.now() + IDLE_MS;
      return kept.cookie;
    },
    byCookie: (cookie) => [...logins.values()].find((kept) => kept.cookie === cookie),
    touch({ guid }) {
      const kept = logins.get(guid);
      if (!lives(kept)) return false;
      kept.endsAtMs = clock.now() + IDLE_MS;
      return true;
    },
    end({ guid }) {
      const kept = logins.get(guid);
      if (kept) kept.endsAtMs = 0;
    },
    endAll() {
      for (const kept of logins.values()) kept.endsAtMs = 0;
    },
  };
}
