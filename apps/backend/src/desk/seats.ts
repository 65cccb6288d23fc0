/** Who holds a seat at the operator's desk. Kept in memory: gone when the process ends. Viewers' sessions open nothing here. */
export interface Seats {
  /** @returns The `Set-Cookie` header of a new seat. */
  take(): string;
  /** Whether whoever sent the request has one. */
  isTaken(request: Request): boolean;
  /** @returns The `Set-Cookie` header that takes the cookie back. */
  leave(request: Request): string;
}

const NAME = 'demo-seat';
const LIMIT = 1000;

/** @param secure Whether the site is served by https; only then can the cookie have the name that pins it to this host. */
export function createSeats(secure: boolean): Seats {
  const taken = new Set<string>();
  const name = secure ? `__Host-${NAME}` : NAME;
  const rules = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  const idOf = (request: Request): string =>
    readCookie(request.headers.get('cookie') ?? '', name) ?? '';
  return {
    take() {
      const id = crypto.randomUUID();
      const [oldest] = taken;
      if (taken.size >= LIMIT && oldest !== undefined) taken.delete(oldest);
      taken.add(id);
      return `${name}=${id}; ${rules}`;
    },
    isTaken: (request) => taken.has(idOf(request)),
    leave(request) {
      taken.delete(idOf(request));
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
