import { epochMs } from '@playgate/protocol';
import { describe, expect, it } from 'vitest';
import { createMintedTokens } from '../../../src/brightcove/index.ts';
import type { BlacklistApi, MintedTokensOptions } from '../../../src/brightcove/index.ts';
import { Secret, ServerError } from '../../../src/index.ts';
import { memoryStore } from '../../../src/store/memory-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { NOW } from '../../support.ts';
import {
  claimsOf,
  failureOf,
  HLSE_URL,
  hls,
  mintContext,
  passFrom,
  tokenIn,
  vendorOver,
  VIDEO,
  video,
} from '../brightcove-support.ts';

/** A vendor's blacklist with so many places. */
function blacklistOf(places = 100) {
  const listed = new Map<string, number>();
  const textOf = (token: string | Secret): string =>
    String(token instanceof Secret ? token.reveal() : token);
  const blacklist: BlacklistApi = {
    async add(token) {
      if (listed.size >= places && !listed.has(textOf(token)))
        throw new ServerError('vendor_limit', 'full');
      listed.set(textOf(token), NOW);
    },
    has: async (token) => listed.has(textOf(token)),
    list: async () => [...listed].map(([token]) => ({ token: new Secret(token) })),
    delete: async (token) => listed.delete(textOf(token)),
    deleteExpired: async () =>
      [...listed].filter(([token]) => token.startsWith('old') && listed.delete(token)).length,
  };
  return { blacklist, listed };
}

function setUp(options: Partial<MintedTokensOptions> = {}) {
  let now = NOW;
  const clock = { now: () => now };
  const { blacklist, listed } = blacklistOf();
  const store = memoryStore({ clock });
  const mintedTokens = createMintedTokens({ store, blacklist, clock, ...options });
  const { vendor } = vendorOver(() => Response.json(video(hls(HLSE_URL))), { mintedTokens });
  return {
    mintedTokens,
    vendor,
    store,
    listed,
    pass: async (viewer: string) => tokenIn(await passFrom(vendor, { viewer }, { now })),
    refusalOf: (viewer: string) =>
      vendor.mint({ asset: `video:${VIDEO}`, viewer }, mintContext({ now })),
    /** Many of them in one second, each for another video. */
    kindsAtOnce: async (viewer: string, count: number) =>
      Promise.all(
        Array.from({ length: count }, async (_, n) => {
          const made = await vendor.mint({ asset: `video:${n}`, viewer }, mintContext({ now }));
          return made.kind;
        }),
      ),
    later: (ms: number) => {
      now = epochMs(now + ms);
    },
  };
}

describe('a viewer who is cut off', () => {
  it('has every live token on the blacklist, gets no other, and nobody else is touched', async () => {
    const { mintedTokens, pass, refusalOf, listed, later } = setUp();
    const tokens = [await pass('v-1')];
    later(1000);
    tokens.push(await pass('v-1'));
    const other = await pass('v-2');
    expect(await mintedTokens.isCutOff('v-1')).toBe(false);
    expect(await mintedTokens.cutOff('v-1')).toEqual({ live: 2, done: 2, failed: [] });
    expect([...listed.keys()]).toEqual(tokens);
    expect(listed.has(other)).toBe(false);
    expect(await mintedTokens.isCutOff('v-1')).toBe(true);
    expect(await refusalOf('v-1')).toEqual({ kind: 'deny', reason: 'forbidden', viewer: 'v-1' });
    expect(await refusalOf('v-2')).toMatchObject({ kind: 'pass' });
  });

  it('never holds the token of another, also of the same second and video', async () => {
    const { pass } = setUp();
    const viewers = ['v-1', 'v-2', 'x'.repeat(65), `${'x'.repeat(65)}y`, 'a|b', 'a:b'];
    const tokens = await Promise.all(viewers.map(pass));
    expect(new Set(tokens).size).toBe(viewers.length);
    expect(claimsOf(tokens[0] ?? '')['uid']).toBe('v-1');
    expect(claimsOf(tokens[2] ?? '')['uid']).toMatch(/^[\w-]{43}$/);
    const again = await Promise.all(['v-1', 'v-1'].map(pass));
    expect(again).toEqual([tokens[0], tokens[0]]);
  });

  it('costs no signature and no call any more', async () => {
    const { mintedTokens } = setUp();
    await mintedTokens.cutOff('v-1');
    const { vendor, sent } = vendorOver(() => Response.json(video(hls(HLSE_URL))), {
      mintedTokens,
    });
    await vendor.mint({ asset: `video:${VIDEO}`, viewer: 'v-1' }, mintContext());
    expect(sent).toEqual([]);
  });

  it('costs no place for tokens that have ended', async () => {
    const { mintedTokens, pass, listed, later } = setUp();
    await pass('v-1');
    later(599_999);
    const live = await pass('v-1');
    later(1);
    expect(await mintedTokens.cutOff('v-1')).toMatchObject({ live: 1, done: 1 });
    expect([...listed.keys()]).toEqual([live]);
  });

  it('is let in again, and the live tokens leave the blacklist', async () => {
    const { mintedTokens, pass, listed } = setUp();
    await pass('v-1');
    await mintedTokens.cutOff('v-1');
    expect(await mintedTokens.restore('v-1')).toEqual({ live: 1, done: 1, failed: [] });
    expect(listed.size).toBe(0);
    expect(await mintedTokens.isCutOff('v-1')).toBe(false);
    await expect(pass('v-1')).resolves.toMatch(/^eyJ/);
  });
});

describe('a mint under way while its viewer is cut off', () => {
  /** Cuts the viewer off right before or right after the n-th operation on the store. */
  async function race(at: number, when: 'before' | 'after', isBlind = false) {
    const { blacklist, listed } = blacklistOf();
    const store = memoryStore({ clock: { now: () => NOW } });
    let operations = 0;
    const cut: { done?: Promise<unknown> } = {};
    const cutter = createMintedTokens({ store, blacklist, clock: { now: () => NOW } });
    const watched = new Proxy(store, {
      get:
        (target, name: keyof Store) =>
        async (...args: never[]) => {
          operations += 1;
          const isNow = operations === at;
          if (isNow && when === 'before') await (cut.done = cutter.cutOff('v-1'));
          const result: unknown = await Reflect.apply(target[name], target, args);
          const isMark = String(args[0]).includes('cut-off');
          if (isNow && when === 'after') await (cut.done = cutter.cutOff('v-1'));
          return isBlind && isMark ? undefined : result;
        },
    });
    const mintedTokens = createMintedTokens({
      store: watched,
      blacklist,
      clock: { now: () => NOW },
    });
    const { vendor } = vendorOver(() => Response.json(video(hls(HLSE_URL))), { mintedTokens });
    const made = await vendor.mint({ asset: `video:${VIDEO}`, viewer: 'v-1' }, mintContext());
    return { made, listed, operations, happened: cut.done !== undefined };
  }

  /** What became of it at each step. */
  async function outcomes(isBlind = false): Promise<ReadonlySet<string>> {
    const seen = new Set<string>();
    for (const when of ['before', 'after'] as const)
      for (let at = 1; ; at += 1) {
        const { made, listed, happened } = await race(at, when, isBlind);
        if (!happened) break;
        if (made.kind !== 'pass') seen.add(made.kind);
        else seen.add(listed.has(tokenIn(made)) ? 'blacklisted' : 'escaped');
      }
    return seen;
  }

  it('never escapes, at whatever step that is', async () => {
    expect(await outcomes()).toEqual(new Set(['deny', 'blacklisted']));
  });

  it('would escape if it did not look at the mark after it was kept (control)', async () => {
    expect(await outcomes(true)).toContain('escaped');
  });

  it('does not take away what another of the same second handed out', async () => {
    const { mintedTokens, pass, refusalOf, listed, store } = setUp();
    const token = await pass('v-1');
    // The mark comes between the two looks of the second.
    const get = store.get.bind(store);
    let looks = 0;
    const late = {
      ...store,
      get: (key: string) =>
        key.includes('cut-off') && (looks += 1) === 1 ? Promise.resolve(undefined) : get(key),
    };
    await store.set('playgate:brightcove:cut-off:v-1', 'cut off', 1000);
    const second = setUp({ store: late });
    expect(await second.refusalOf('v-1')).toMatchObject({ kind: 'deny' });
    expect(looks).toBe(2);
    await mintedTokens.cutOff('v-1');
    expect([...listed.keys()]).toEqual([token]);
    expect(await refusalOf('v-1')).toMatchObject({ kind: 'deny' });
  });
});

describe('a blacklist that is full', () => {
  it('is reported token by token, with when each ends by itself', async () => {
    const { blacklist, listed } = blacklistOf(1);
    const { mintedTokens, pass, later } = setUp({ blacklist });
    const first = await pass('v-1');
    later(1000);
    await pass('v-1');
    expect(await mintedTokens.cutOff('v-1')).toEqual({
      live: 2,
      done: 1,
      failed: [{ code: 'vendor_limit', expiresAt: NOW + 601_000 }],
    });
    expect([...listed.keys()]).toEqual([first]);
    expect(await mintedTokens.isCutOff('v-1')).toBe(true);
  });

  it('is rid of what has ended first', async () => {
    const { blacklist, listed } = blacklistOf(1);
    listed.set('old.token', NOW);
    const { mintedTokens, pass } = setUp({ blacklist });
    const token = await pass('v-1');
    expect(await mintedTokens.cutOff('v-1')).toMatchObject({ done: 1 });
    expect([...listed.keys()]).toEqual([token]);
  });

  it('does not keep the others from being tried again', async () => {
    const { blacklist, listed } = blacklistOf(1);
    const { mintedTokens, pass, later } = setUp({ blacklist });
    await pass('v-1');
    later(1000);
    await pass('v-1');
    await mintedTokens.cutOff('v-1');
    listed.clear();
    expect(await mintedTokens.cutOff('v-1')).toMatchObject({ live: 2, done: 1 });
  });
});

describe('what goes wrong', () => {
  it('at the vendor is in the report, and the viewer gets nothing all the same', async () => {
    const { blacklist } = blacklistOf();
    const add = () => Promise.reject(new ServerError('vendor_connection', 'x'));
    const { mintedTokens, pass, refusalOf } = setUp({ blacklist: { ...blacklist, add } });
    await pass('v-1');
    expect(await mintedTokens.cutOff('v-1')).toMatchObject({
      done: 0,
      failed: [{ code: 'vendor_connection' }],
    });
    expect(await refusalOf('v-1')).toMatchObject({ kind: 'deny' });
  });

  it('in our own code is not taken for the vendor’s', async () => {
    const { blacklist } = blacklistOf();
    const add = () => Promise.reject(new TypeError('bug'));
    const { mintedTokens, pass } = setUp({ blacklist: { ...blacklist, add } });
    await pass('v-1');
    await expect(mintedTokens.cutOff('v-1')).rejects.toThrow('bug');
  });

  it('because the caller goes away ends the work, with the viewer marked', async () => {
    const { blacklist } = blacklistOf();
    const leaving = new AbortController();
    const add = () => {
      leaving.abort();
      return Promise.reject(new ServerError('aborted', 'gone'));
    };
    const { mintedTokens, pass } = setUp({ blacklist: { ...blacklist, add } });
    await pass('v-1');
    const error = failureOf(mintedTokens.cutOff('v-1', { signal: leaving.signal }));
    expect(await error).toMatchObject({ code: 'aborted' });
    expect(await mintedTokens.isCutOff('v-1')).toBe(true);
  });
});

describe('A19 a viewer who asks too often', () => {
  it('is told to wait until a token ends', async () => {
    const { pass, refusalOf, later } = setUp({ maxPerViewer: 2 });
    await pass('v-1');
    later(589_000);
    await pass('v-1');
    later(1000);
    expect(await refusalOf('v-1')).toEqual({
      kind: 'deny',
      reason: 'rate_limited',
      viewer: 'v-1',
      retryAfterSeconds: 10,
    });
    await expect(pass('v-2')).resolves.toMatch(/^eyJ/);
    later(10_000);
    await expect(pass('v-1')).resolves.toMatch(/^eyJ/);
  });

  it('cannot get round it by asking at once', async () => {
    const { kindsAtOnce } = setUp({ maxPerViewer: 5 });
    const kinds = await kindsAtOnce('v-1', 20);
    expect(kinds.filter((kind) => kind === 'pass')).toHaveLength(5);
  });
});

describe('the store', () => {
  it('forgets tokens when the last has ended, and never a mark', async () => {
    const { mintedTokens, pass, store, later } = setUp({ prefix: 'p:' });
    await pass('v-1');
    await mintedTokens.cutOff('v-1');
    expect(await store.get('p:tokens:v-1')).toContain('eyJ');
    later(600_000);
    expect(await store.get('p:tokens:v-1')).toBeUndefined();
    later(5 * 365 * 86_400_000);
    expect(await mintedTokens.isCutOff('v-1')).toBe(true);
  });

  it('that holds something else under a viewer’s key is read as empty', async () => {
    const { mintedTokens, store } = setUp({ prefix: 'p:' });
    await store.set('p:tokens:v-1', '{"x":[1]}', 1000);
    await store.set('p:tokens:v-2', '[1,{"token":7},{"token":"t"}]', 1000);
    for (const viewer of ['v-1', 'v-2'])
      expect(await mintedTokens.cutOff(viewer)).toMatchObject({ live: 0 });
  });

  it('whose replace never writes is a config error, not an endless loop', async () => {
    const store: Store = { ...memoryStore(), replace: () => Promise.resolve(false) };
    const { refusalOf } = setUp({ store });
    expect(await failureOf(refusalOf('v-1'))).toMatchObject({ code: 'config' });
  });
});

describe('a viewer', () => {
  it('must be named, or could not be cut off', async () => {
    const { vendor } = setUp();
    expect(await failureOf(passFrom(vendor))).toMatchObject({ code: 'invalid_grant' });
  });

  it.each(['', 'a b', 'ü', 'x'.repeat(257), 'a\nb'])('is a tag: %j is none', async (viewer) => {
    const { mintedTokens } = setUp();
    for (const call of [mintedTokens.cutOff, mintedTokens.restore, mintedTokens.isCutOff])
      expect(await failureOf(call(viewer))).toMatchObject({ code: 'invalid_value' });
  });
});

it.each([0, 101, 1.5, Number.NaN])('maxPerViewer is never %d', (maxPerViewer) => {
  expect(() => setUp({ maxPerViewer })).toThrow(/maxPerViewer/);
});
