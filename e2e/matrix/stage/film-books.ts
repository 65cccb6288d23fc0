import type { MintedScheme, Sandbox } from '@playgate/sandbox';
import type { MatrixBackend } from './matrix-backend.ts';

/** Credentials of the films, and everything that was given out. */
export interface FilmBooks {
  mint(scheme: MintedScheme, film: string): Promise<string>;
  /** Every credential since the start of the row. */
  readonly minted: readonly string[];
  /** The cookie that the next answer to an ask is to set, once. */
  takeCookie(): string | undefined;
  clear(): void;
}

export function createFilmBooks(sandbox: Sandbox, backend: MatrixBackend): FilmBooks {
  const minted: string[] = [];
  let cookie: string | undefined;
  return {
    minted,
    async mint(scheme, film) {
      const { lifetimeMs } = backend;
      const { value } = await sandbox.mintCredential({ scheme, film, lifetimeMs });
      minted.push(value);
      if (scheme === 'cookie') cookie = `media_key=${value}; Path=/; HttpOnly; SameSite=Lax`;
      return value;
    },
    takeCookie() {
      const taken = cookie;
      cookie = undefined;
      return taken;
    },
    clear() {
      minted.length = 0;
      cookie = undefined;
    },
  };
}
