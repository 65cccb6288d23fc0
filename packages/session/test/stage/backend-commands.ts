import type { RefreshRole } from '../../src/index.ts';

/** Where a backend process stops in the middle of a refresh, and says so. */
export type Place =
  /** The session is claimed, and nothing is sent. It goes on when it is told to. */
  | 'before-send'
  /** The authorization server has answered. It never goes on. */
  | 'after-answer'
  /** The tokens are stored. It never goes on. */
  | 'after-store';

/** What a backend process is told. */
export type Command =
  | {
      readonly do: 'start';
      readonly redisPath: string;
      readonly now: number;
      readonly options: {
        readonly issuer: string;
        readonly clientId: string;
        readonly clientSecret: string;
      };
    }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'stop at'; readonly place: Place | 'nowhere' }
  | { readonly do: 'go on' }
  | {
      readonly do: 'get tokens';
      readonly cookie: string;
      readonly count: number;
      /** The token that was refused. */
      readonly refused: string;
    };

/** What came of `get tokens`. */
export interface Got {
  /** The different tokens, and how many callers got none. */
  readonly tokens: readonly string[];
  readonly lost: number;
  readonly roles: Readonly<Partial<Record<RefreshRole, number>>>;
}

/** What a backend process says. */
export type Said =
  | { readonly said: 'done'; readonly id: number; readonly got?: Got }
  | { readonly said: 'failed'; readonly id: number; readonly error: string }
  | { readonly said: Place | 'waits' };

export interface Told {
  readonly id: number;
  readonly command: Command;
}
