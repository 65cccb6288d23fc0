import { epochMs } from '@playgate/protocol';
import type { EpochMs } from '@playgate/protocol';
import { jsonMember } from '../../json-member.ts';
import { ServerError } from '../../server-error.ts';
import type { Store } from '../../store/store.ts';
import type { BrightcoveToken } from './sign-brightcove-token.ts';

/** A list of tokens under one key of a store, each as long as it lasts. */
export interface LiveTokens {
  /** In the order in which they were added. */
  list(key: string, now: EpochMs): Promise<readonly BrightcoveToken[]>;
  /** @returns Whether there was room: at most `most` are live at a time. */
  add(key: string, token: BrightcoveToken, now: EpochMs, most: number): Promise<boolean>;
}

/** How often a change is tried while others change the same list. */
const MOST_TRIES = 100;

export function createLiveTokens(store: Store): LiveTokens {
  const read = async (key: string, now: EpochMs) => {
    const text = await store.get(key);
    const tokens = parse(text).filter(({ expiresAt }) => expiresAt > now);
    return { text, tokens };
  };

  return {
    list: async (key, now) => (await read(key, now)).tokens,
    async add(key, token, now, most) {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const { text, tokens } = await read(key, now);
        // Signed again in the same second it is the same token.
        const others = tokens.filter((one) => one.token !== token.token);
        if (others.length >= most) return false;
        const kept = [...others, token];
        const lasts = Math.max(...kept.map(({ expiresAt }) => expiresAt - now), 1);
        if (await store.replace(key, text, JSON.stringify(kept), lasts)) return true;
      }
      throw new ServerError(
        'config',
        'The store never lets its replace write. Check that it compares with what get gave.',
      );
    },
  };
}

/** What else may stand there is nobody's token. */
function parse(text: string | undefined): readonly BrightcoveToken[] {
  const list: unknown = text === undefined ? [] : JSON.parse(text);
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown) => {
    const [token, expiresAt] = [jsonMember(one, 'token'), jsonMember(one, 'expiresAt')];
    const isToken = typeof token === 'string' && typeof expiresAt === 'number';
    return isToken ? [{ token, expiresAt: epochMs(expiresAt) }] : [];
  });
}
