import type { ApiClock } from '../../api/vendor-api.ts';
import { callerGone } from '../../call/caller-gone.ts';
import { Secret } from '../../secret/secret.ts';
import { isServerError, ServerError } from '../../server-error.ts';
import type { Store } from '../../store/store.ts';
import type { CallOptions } from '../../api/call-options.ts';
import type { StapiOAuth } from './stapi-oauth.ts';
import { formatTokenRecord, parseTokenRecord, tokenRecord } from './token-record.ts';
import type { TokenRecord } from './token-record.ts';
import type { TokenSet } from '../../oauth/token-set.ts';
import { systemClock } from '../../system-clock.ts';

/** Options of `createStoredTokens`. */
export interface StoredTokensOptions {
  /** Holds the tokens in clear: one that only this backend reads. */
  readonly store: Store;
  readonly oauth: Pick<StapiOAuth, 'refreshToken' | 'revokeToken'>;
  /** How long tokens are kept that nobody renews, in milliseconds, at least 1: as long as refresh tokens last. */
  readonly ttlMs: number;
  /** After how many milliseconds another may take over a refresh that does not end, at least 1. Default 10 000. */
  readonly takeOverMs?: number;
  /** Default: the system's. */
  readonly clock?: ApiClock;
}

/** Options of `StoredTokens.get`. */
export interface GetTokenOptions extends CallOptions {
  /** The access token that was refused, if one was: another is needed. */
  readonly refused?: Secret;
}

/** People's tokens, each under a key such as the id of a session, for all instances of a backend. */
export interface StoredTokens {
  /** Keeps what a sign-in gave. */
  save(key: string, tokens: TokenSet): Promise<void>;
  /**
   * An access token that lasts. Of all who need another at the same time, in all instances, one refreshes. What it refreshes with is kept
   * until the new tokens are stored, so that after an answer that was lost it can be tried again, in the vendor's grace.
   *
   * @returns `undefined`: there is none, and no way to another. Have the person sign in again.
   * @throws {ServerError} As `StapiOAuth.refreshToken`, but for `invalid_grant`.
   */
  get(key: string, options?: GetTokenOptions): Promise<Secret | undefined>;
  /**
   * Forgets the tokens, then ends them at the vendor: for a sign-out.
   *
   * @throws {ServerError} As `StapiOAuth.revokeToken`. They are forgotten all the same.
   */
  end(key: string, options?: CallOptions): Promise<void>;
}

/** How often another may be first to change what was read. */
const MOST_MISSES = 100;

/** How long those wait who find another refreshing. */
const LOOK_AGAIN_MS = 100;

/** What replaces tokens that are good for nothing; no record. */
const OVER = '';

/** @throws {ServerError} `config`, naming the option. */
export function createStoredTokens(options: StoredTokensOptions): StoredTokens {
  const { store, oauth, ttlMs, takeOverMs = 10_000, clock = systemClock } = options;
  if (!(ttlMs >= 1 && takeOverMs >= 1))
    throw new ServerError('config', 'ttlMs and takeOverMs must be at least 1 millisecond.');

  /** Refreshes, and puts the tokens where `taken` still stands. */
  async function refresh(
    key: string,
    taken: string,
    { refreshingUntil: _until, ...record }: TokenRecord,
    call: CallOptions,
  ): Promise<Secret | 'over' | 'changed'> {
    const asked = clock.now();
    let tokens: TokenSet;
    try {
      tokens = await oauth.refreshToken(new Secret(record.refreshToken ?? ''), call);
    } catch (error) {
      const isOver = isServerError(error) && error.reason === 'invalid_grant';
      const left = isOver ? OVER : formatTokenRecord(record);
      const isLeft = await store.replace(key, taken, left, isOver ? 1 : ttlMs);
      if (!isOver) throw error;
      // Who took over may have used it up, and stored another.
      return isLeft ? 'over' : 'changed';
    }
    const text = formatTokenRecord(tokenRecord(tokens, asked, record));
    if (await store.replace(key, taken, text, ttlMs)) return tokens.accessToken;
    // Others are there, of a new sign-in or of who took over; or the person signed out, and these must go, too.
    if (parseTokenRecord((await store.get(key)) ?? OVER) !== undefined) return 'changed';
    await oauth.revokeToken(tokens.refreshToken ?? tokens.accessToken, call);
    return 'over';
  }

  return {
    async save(key, tokens) {
      await store.set(key, formatTokenRecord(tokenRecord(tokens, clock.now())), ttlMs);
    },
    async get(key, { refused, ...call } = {}) {
      const signal = call.signal ?? new AbortController().signal;
      let misses = 0;
      for (;;) {
        const text = await store.get(key);
        const record = parseTokenRecord(text ?? OVER);
        if (text === undefined || record === undefined) return undefined;
        const now = clock.now();
        const { accessToken, endsAt = Infinity, refreshingUntil = 0 } = record;
        if (now < endsAt && accessToken !== refused?.reveal()) return new Secret(accessToken);
        if (record.refreshToken === undefined) return undefined;
        if (now < refreshingUntil) {
          await sleep(clock, Math.min(LOOK_AGAIN_MS, refreshingUntil - now), signal);
          continue;
        }
        const taken = formatTokenRecord({ ...record, refreshingUntil: now + takeOverMs });
        if (!(await store.replace(key, text, taken, ttlMs))) {
          misses += 1;
          if (misses < MOST_MISSES) continue;
          throw neverWrites();
        }
        const found = await refresh(key, taken, record, call);
        if (found !== 'changed') return found === 'over' ? undefined : found;
      }
    },
    async end(key, call) {
      const record = parseTokenRecord((await store.get(key)) ?? OVER);
      await store.delete(key);
      if (record === undefined) return;
      await oauth.revokeToken(new Secret(record.refreshToken ?? record.accessToken), call);
    },
  };
}

async function sleep(clock: ApiClock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (cause) {
    throw callerGone(cause);
  }
}

function neverWrites(): ServerError {
  return new ServerError(
    'config',
    'The store never lets its replace write. Check that it compares with what get gave.',
  );
}
