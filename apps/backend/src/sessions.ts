/** Who holds which opaque cookie. Kept in memory: gone when the process ends. */
export interface Sessions<Who> {
  /** @returns The `Set-Cookie` header of a new session. */
  open(who: Who): string;
  /** Who sent the request. */
  holderOf(request: Request): Who | undefined;
  /** @returns The `Set-Cookie` header that takes the cookie back. */
  close(request: Request): string;
}

/** Options of `createSessions`. */
export interface SessionOptions {
  /** What the cookie is called. */
  readonly name: string;
  /** Whether the site is served by https; only then can the cookie have the name that pins it to this host. */
  readonly secure: boolean;
}

const LIMIT = 1000;

export function createSessions<Who>(options: SessionOptions): Sessions<Who> {
  const holders = new Map<string, Who>();
  const name = options.secure ? `__Host-${options.name}` : options.name;
  const rules = `Path=/; HttpOnly; SameSite=Strict${options.secure ? '; Secure' : ''}`;
  const idOf = (request: Request): string =>
    readCookie(request.headers.get('cookie') ?? '', name) ?? '';
  return {
    open(who) {
      const id = crypto.randomUUID();
      const [oldest] = holders.keys();
      if (holders.size >= LIMIT && oldest !== undefined) holders.delete(oldest);
      holders.set(id, who);
      return `${name}=${id}; ${rules}`;
    },
    holderOf: (request) => holders.get(idOf(request)),
    close(request) {
      holders.delete(idOf(request));
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
