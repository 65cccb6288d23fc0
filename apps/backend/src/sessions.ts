import type { Account } from './accounts.ts';

/** Who is signed in, by an opaque cookie. Kept in memory: gone when the process ends. */
export interface Sessions {
  /** @returns The `Set-Cookie` header of a new session. */
  open(account: Account): string;
  /** Who sent the request. */
  viewerOf(request: Request): Account | undefined;
  /** @returns The `Set-Cookie` header that takes the cookie back. */
  close(request: Request): string;
}

const LIMIT = 1000;

/** @param options.secure Whether the site is served by https; only then can the cookie have the name that pins it to this host. */
export function createSessions(options: { readonly secure: boolean }): Sessions {
  const accounts = new Map<string, Account>();
  const name = options.secure ? '__Host-demo-session' : 'demo-session';
  const rules = `Path=/; HttpOnly; SameSite=Strict${options.secure ? '; Secure' : ''}`;
  const idOf = (request: Request): string =>
    readCookie(request.headers.get('cookie') ?? '', name) ?? '';
  return {
    open(account) {
      const id = crypto.randomUUID();
      const [oldest] = accounts.keys();
      if (accounts.size >= LIMIT && oldest !== undefined) accounts.delete(oldest);
      accounts.set(id, account);
      return `${name}=${id}; ${rules}`;
    },
    viewerOf: (request) => accounts.get(idOf(request)),
    close(request) {
      accounts.delete(idOf(request));
      return `${name}=; ${rules}; Max-Age=0`;
    },
  };
}

function readCookie(header: string, name: string): string | undefined {
  const prefix = `${name}=`;
  return header
    .split(/; */)
    .find((pair) => pair.startsWith(prefix))
    ?.slice(prefix.length);
}
