import type { EpochMs } from '@playgate/protocol';
import type { Clock } from '../../clock.ts';
import { deny } from '../../mint/decision.ts';
import { isServerError, ServerError } from '../../server-error.ts';
import type { Store } from '../../store/store.ts';
import type { BlacklistApi } from '../management/blacklist-api.ts';
import type { CallOptions } from '../../api/call-options.ts';
import { systemClock } from '../../system-clock.ts';
import { createLiveTokens } from './live-tokens.ts';
import type { CutOff, CutOffFailure, MintedTokens } from './minted-tokens.ts';
import type { BrightcoveToken } from './sign-brightcove-token.ts';

/** Options of `createMintedTokens`. */
export interface MintedTokensOptions {
  /**
   * Shared by all instances of the backend. It holds the tokens themselves, since the vendor's blacklist takes nothing less: whoever can
   * read the store can use them until they end.
   */
  readonly store: Store;
  /** Of `createBrightcoveClient`. */
  readonly blacklist: BlacklistApi;
  /**
   * How many live tokens one viewer may hold, from 1 to 100; more passes are denied with 429 until one ends. Default 20. The blacklist has
   * room for 100 tokens of all viewers together.
   */
  readonly maxPerViewer?: number;
  /** What the store's keys begin with. Default `playgate:brightcove:`. */
  readonly prefix?: string;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/** How long a viewer stays cut off unless restored, in milliseconds: ten years. */
const CUT_OFF_MS = 10 * 365 * 86_400_000;

const VIEWER = /^[\u0021-\u007e]{1,256}$/;

/**
 * Keeps the tokens of each viewer, as long as they last. Give it to `brightcove` as `mintedTokens`.
 *
 * @throws {ServerError} `config`, naming the option.
 */
export function createMintedTokens(options: MintedTokensOptions): MintedTokens {
  const { store, blacklist, prefix = 'playgate:brightcove:', maxPerViewer = 20 } = options;
  const { clock = systemClock } = options;
  if (!(Number.isInteger(maxPerViewer) && maxPerViewer >= 1 && maxPerViewer <= 100))
    throw new ServerError('config', 'maxPerViewer must be a whole number from 1 to 100.');
  const live = createLiveTokens(store);
  const tokensOf = (viewer: string): string => `${prefix}tokens:${viewer}`;
  const markOf = (viewer: string): string => `${prefix}cut-off:${checkViewer(viewer)}`;
  const isCutOff = async (viewer: string): Promise<boolean> =>
    (await store.get(markOf(viewer))) !== undefined;

  return {
    isCutOff,
    async admit(viewer, token, now) {
      const key = tokensOf(viewer);
      if (!(await live.add(key, token, now, maxPerViewer)))
        return deny('rate_limited', { viewer, retryAfterSeconds: await untilRoom(key, now) });
      // After it is kept: either this sees the mark, or cutOff sees the token. It stays kept, since a call of the same second may have
      // handed out the same.
      return (await isCutOff(viewer)) ? deny('forbidden', { viewer }) : undefined;
    },
    async cutOff(viewer, options = {}) {
      await store.set(markOf(viewer), 'cut off', CUT_OFF_MS);
      const tokens = await live.list(tokensOf(viewer), clock.now());
      return forEach(tokens, (token) => addWithRoom(blacklist, token, options), options);
    },
    async restore(viewer, options = {}) {
      await store.delete(markOf(viewer));
      const tokens = await live.list(tokensOf(viewer), clock.now());
      return forEach(tokens, (token) => blacklist.delete(token, options), options);
    },
  };

  async function untilRoom(key: string, now: EpochMs): Promise<number> {
    const ends = (await live.list(key, now)).map(({ expiresAt }) => expiresAt - now);
    return Math.ceil(Math.min(...ends, 60_000) / 1000);
  }
}

function checkViewer(viewer: string): string {
  if (typeof viewer === 'string' && VIEWER.test(viewer)) return viewer;
  throw new ServerError('invalid_value', 'The viewer must be the tag that grants name.');
}

/** One after another: the vendor says nothing of how many calls it takes at a time. */
async function forEach(
  tokens: readonly BrightcoveToken[],
  change: (token: string) => Promise<unknown>,
  { signal }: CallOptions,
): Promise<CutOff> {
  const failed: CutOffFailure[] = [];
  for (const { token, expiresAt } of tokens)
    try {
      await change(token);
    } catch (error) {
      if (!isServerError(error) || signal?.aborted) throw error;
      failed.push({ code: error.code, expiresAt });
    }
  return { live: tokens.length, done: tokens.length - failed.length, failed };
}

/** A full list may be full of tokens that have ended. */
async function addWithRoom(
  blacklist: BlacklistApi,
  token: string,
  options: CallOptions,
): Promise<void> {
  try {
    await blacklist.add(token, options);
  } catch (error) {
    const isFull = isServerError(error) && error.code === 'vendor_limit';
    if (!isFull || (await blacklist.deleteExpired(options)) === 0) throw error;
    await blacklist.add(token, options);
  }
}
