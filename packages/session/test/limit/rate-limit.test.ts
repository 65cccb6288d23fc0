import { createPassHandler, grant, memoryStore } from '@playgate/server';
import { describe, expect, it } from 'vitest';
import { createAddressReader, createRateLimit } from '../../src/index.ts';
import type { RateLimitOptions } from '../../src/index.ts';
import { APP } from '../stage/browser.ts';
import { TestClock } from '../stage/test-clock.ts';

function limitWith(options: Partial<RateLimitOptions> = {}) {
  const clock = new TestClock(1_700_000_000_000);
  const store = memoryStore({ clock });
  const perViewer = { max: 2, seconds: 60 };
  return {
    clock,
    store,
    limit: createRateLimit({ store, clock, name: 'pass', perViewer, ...options }),
  };
}

describe('A19: a limit', () => {
  it('says no to what is too much in a window, until the next, to each viewer alone', async () => {
    const { limit, clock } = limitWith();
    const ada = { viewer: 'ada' };
    expect([await limit(ada), await limit(ada)]).toEqual([undefined, undefined]);
    expect(await limit(ada)).toEqual({
      ...{ kind: 'deny', reason: 'rate_limited', viewer: 'ada' },
      retryAfterSeconds: 40,
    });
    expect(await limit({ viewer: 'grace' })).toBeUndefined();
    clock.advance(39_999);
    expect(await limit(ada)).toMatchObject({ retryAfterSeconds: 1 });
    clock.advance(1);
    expect(await limit(ada)).toBeUndefined();
  });

  it('counts for all instances, and for each name by itself', async () => {
    const { limit, clock, store } = limitWith();
    const other = createRateLimit({
      store,
      clock,
      name: 'pass',
      perViewer: { max: 2, seconds: 60 },
    });
    const sign = createRateLimit({
      store,
      clock,
      name: 'sign',
      perViewer: { max: 2, seconds: 60 },
    });
    await limit({ viewer: 'ada' });
    await other({ viewer: 'ada' });
    expect(await limit({ viewer: 'ada' })).toBeDefined();
    expect(await sign({ viewer: 'ada' })).toBeUndefined();
  });

  it('lets through no more than its number, however many come at once', async () => {
    const { limit } = limitWith({ perViewer: { max: 10, seconds: 60 } });
    const answers = await Promise.all(Array.from({ length: 100 }, () => limit({ viewer: 'ada' })));
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(10);
  });

  it('A18 counts an address once for all of its /64, and takes nobody’s word for it', async () => {
    const { limit } = limitWith({ perAddress: { max: 1, seconds: 60 } });
    const addressOf = createAddressReader();
    const from = (peer: string, said: string) =>
      limit({ address: addressOf(peer, new Headers({ 'x-forwarded-for': said })) });
    expect(await from('2001:db8::1', '1.1.1.1')).toBeUndefined();
    expect(await from('2001:db8::2', '2.2.2.2')).toBeDefined();
    expect(await from('2001:db8:0:1::1', '1.1.1.1')).toBeUndefined();
  });

  it('a viewer cannot take up the count of an address, nor the other way round', async () => {
    const { limit } = limitWith({ perAddress: { max: 2, seconds: 60 } });
    for (let i = 0; i < 3; i += 1) await limit({ viewer: '192.0.2.1' });
    expect(await limit({ address: '192.0.2.1' })).toBeUndefined();
  });

  it('S11 lets nobody through while the store is down', async () => {
    const down = () => Promise.reject(new Error('down'));
    const { limit } = limitWith({
      store: { get: down, set: down, delete: down, replace: down, add: down },
    });
    await expect(limit({ viewer: 'ada' })).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  it.each([
    { max: 0, seconds: 60 },
    { max: 1.5, seconds: 60 },
    { max: 1, seconds: 0 },
    { max: 1, seconds: 86_401 },
    { max: 1, seconds: NaN },
  ])('cannot be %j', (perViewer) => {
    expect(() => limitWith({ perViewer })).toThrow(/^perViewer /);
  });

  it('is told to the browser as 429 with Retry-After, by the pass handler', async () => {
    const { limit } = limitWith();
    const handle = createPassHandler({
      vendor: { id: 'plain', mint: () => Promise.reject(new Error('not minted')) },
      decide: async (_request, { asset }) =>
        (await limit({ viewer: 'ada' })) ?? grant({ asset, viewer: 'ada' }),
      origins: [APP],
    });
    const ask = (): Promise<Response> =>
      handle(
        new Request(`${APP}/api/pass`, {
          method: 'POST',
          headers: { origin: APP, 'x-playgate': '1', 'content-type': 'application/json' },
          body: JSON.stringify({ version: 1, asset: 'film' }),
        }),
      );
    // The control: before the limit the vendor is asked.
    expect([(await ask()).status, (await ask()).status]).toEqual([500, 500]);
    const refused = await ask();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '40']);
  });
});
