import type { OAuthEnvironment } from '../environment.ts';

/** What tabs leave for each other in `localStorage`: why, and a number of its own. It names nobody and opens nothing. */
export interface Mark {
  /** `out`: somebody signed out. `lost`: the server ended the session. `in`: somebody signed in. */
  readonly why: 'out' | 'lost' | 'in';
  /** Who signed in, as a hash; empty where the server does not say. With `out` and `lost`: the id of the session. */
  readonly tag?: string | undefined;
}

/** The mark of one client. */
export interface Marker {
  /** What stands there now, to be held against later. */
  text(): string;
  leave(why: Mark['why'], tag?: string): void;
  /** What another tab left since the last look. */
  news(): Mark | undefined;
}

/** Works on tabs that were frozen, and where there is no BroadcastChannel: they look when they wake, and before each use. */
export function createMark({ marks, random }: OAuthEnvironment, key: string): Marker {
  const read = (): string => {
    try {
      return marks?.getItem(key) ?? '';
    } catch {
      // Denied since: what was seen last still holds.
      return seen;
    }
  };
  let seen = '';
  seen = read();
  return {
    text: read,
    leave(why, tag = '') {
      seen = `${why} ${tag} ${random()}`;
      try {
        marks?.setItem(key, seen);
      } catch {
        // Full or denied. Other tabs hear of it by the channel, or by the server when they refresh.
      }
    },
    news() {
      const text = read();
      if (text === seen) return undefined;
      seen = text;
      const [why, tag = ''] = text.split(' ');
      // Whatever was left by nobody of ours ends the session: that is the safe side.
      return { why: why === 'in' || why === 'lost' ? why : 'out', tag };
    },
  };
}
