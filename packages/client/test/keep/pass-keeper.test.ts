import { describe, expect, it } from 'vitest';
import { ClientError, clientError } from '../../src/client-error.ts';
import { FakeBackend, later } from '../support/fake-backend.ts';
import { settle } from '../support/fake-clock.ts';
import { codeOf, makeClient } from '../support/make-client.ts';
import { CDN, makeEndlessPass, makePass } from '../support/make-pass.ts';
import type { PlaybackPass } from '@playgate/protocol';

const FILM = { asset: 'film' };
const down = (): never => {
  throw new TypeError('fetch failed');
};

describe('single flight', () => {
  it('check 1: a hundred callers share one request and one pass', async () => {
    const { client, backend } = makeClient();
    const passes = await Promise.all(Array.from({ length: 100 }, () => client.pass(FILM)));
    expect(backend.count).toBe(1);
    expect(new Set(passes).size).toBe(1);
  });

  it('check 1: a hundred callers share one failing series and one class of error', async () => {
    const { client, backend, clock } = makeClient({}, new FakeBackend(down));
    const errors: unknown[] = [];
    for (let i = 0; i < 100; i += 1)
      client.pass(FILM).catch((error: unknown) => errors.push(error));
    await clock.advance(15_000);
    expect(errors).toHaveLength(100);
    expect(errors.every((error) => error instanceof ClientError && error.code === 'network')).toBe(
      true,
    );
    expect(backend.mostInFlight).toBe(1);
    expect(backend.count).toBeLessThan(30);
  });

  it('check 2: a failure is not cached', async () => {
    const { client, backend } = makeClient();
    backend.answer = () => {
      throw clientError('forbidden', 'No.');
    };
    expect(await codeOf(client.pass(FILM))).toBe('forbidden');
    backend.answer = () => makePass('later');
    await client.pass(FILM);
    expect(backend.count).toBe(2);
  });

  it('check 3: equal requests share a pass whatever the order of their members; others do not', async () => {
    const { client, backend } = makeClient();
    const one = await client.pass({ asset: 'film', params: { a: 1, b: { c: 2, d: 3 } } });
    const same = await client.pass({ asset: 'film', params: { b: { d: 3, c: 2 }, a: 1 } });
    const other = await client.pass({ asset: 'film', params: { a: 1, b: { c: 2, d: 4 } } });
    expect(same).toBe(one);
    expect(other).not.toBe(one);
    expect(backend.count).toBe(2);
  });

  it("check 4: a failure never moves another key's pass", async () => {
    const backend = new FakeBackend(({ request }) => {
      if (request.asset === 'b') throw clientError('forbidden', 'No.');
      return makePass('a');
    });
    const { client } = makeClient({}, backend);
    await client.pass({ asset: 'a' });
    expect(await codeOf(client.pass({ asset: 'b' }))).toBe('forbidden');
    expect(await codeOf(client.pass({ asset: 'b' }))).toBe('forbidden');
  });

  it('check 6: forced asks are one request, and join one that is under way', async () => {
    const { client, backend, clock } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    const renewal = later<PlaybackPass>();
    backend.answer = () => renewal.promise;
    await clock.advance(46_000);
    expect(backend.count).toBe(2);
    const carried = authorizer.apply('https://cdn.example/films/1.ts');
    const verdicts = [1, 2, 3].map(() => authorizer.refused({ request: carried, status: 401 }));
    await settle();
    expect(backend.count).toBe(2);
    renewal.resolve(makePass('newest'));
    expect(await verdicts[0]).toMatchObject({ action: 'replay' });
    expect(authorizer.apply(carried.original).headers).toEqual({ Authorization: 'Bearer newest' });
  });

  it('check 7: a second refusal of the same stale pass, after the renewal, asks no more', async () => {
    const { client, backend } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    const [a, b] = ['a', 'b'].map((name) =>
      authorizer.apply(`https://cdn.example/films/${name}.ts`),
    );
    if (!a || !b) throw new Error('two requests');
    const verdict = await authorizer.refused({ request: a, status: 401 });
    expect(verdict).toEqual({ action: 'replay', url: a.original });
    authorizer.accepted(authorizer.apply(a.original));
    expect(await authorizer.refused({ request: b, status: 401 })).toEqual({
      action: 'replay',
      url: b.original,
    });
    expect(backend.count).toBe(2);
  });
});

describe('what comes back', () => {
  it('check 9: the same pass again is asked for once more, then it is an error with a hint', async () => {
    const { client, backend, clock } = makeClient();
    backend.answer = () => makeEndlessPass('cached');
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    const request = authorizer.apply('https://cdn.example/films/1.ts');
    const verdict = authorizer.refused({ request, status: 401 });
    await clock.advance(1000);
    expect(await verdict).toMatchObject({ action: 'stop', error: { code: 'invalid_response' } });
    expect(backend.asks.map(({ context }) => context.fresh)).toEqual([false, true, true]);
    const { error } = authorizer.state.get();
    expect(error?.message).toContain('caches');
  });

  it('check 9: in a renewal, the same pass with its full life again is found out', async () => {
    const { client, backend, clock, events } = makeClient();
    backend.answer = () => makePass('cached');
    await client.authorizer(FILM).ready();
    await clock.advance(50_000);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'pass-failed', code: 'invalid_response' }),
    );
    expect(
      backend.asks
        .slice(1)
        .map(({ context }) => context.fresh)
        .slice(0, 2),
    ).toEqual([false, true]);
  });

  it('check 9: the same token with less time left is honest', async () => {
    const { client, backend, clock, countOf } = makeClient();
    const end = clock.monotonic() + 60_000;
    backend.answer = () => makePass('kept', { expires_in: (end - clock.monotonic()) / 1000 });
    await client.authorizer(FILM).ready();
    await clock.advance(50_000);
    expect(countOf('pass-failed')).toBe(0);
    expect(countOf('pass-received')).toBeGreaterThan(1);
  });

  it('check 19: a pass that is over when it comes is asked for again and never handed out', async () => {
    const { client, backend } = makeClient();
    backend.answer = ({ n }) => ({ token: `t${n}`, expiresIn: n === 1 ? 0 : -5 });
    const bench = makeClient({ place: () => [], source: backend.source });
    const promise = codeOf(bench.client.pass(FILM));
    await bench.clock.advance(2000);
    expect(await promise).toBe('invalid_response');
    expect(backend.count).toBe(2);
    client.dispose();
  });

  it('check 19: a pass whose life ran out on the way is not handed out either', async () => {
    const { client, backend, clock } = makeClient();
    backend.answer = async ({ n }) => {
      if (n === 1) await new Promise<void>((done) => void clock.after(3000, done));
      return makePass(`t${n}`, { expires_in: 2 });
    };
    const promise = client.pass(FILM);
    await clock.advance(4000);
    expect((await promise).rules[0]?.place[0]).toMatchObject({ value: 'Bearer t2' });
  });

  it('check 17: without a lifetime a pass lasts until it is refused', async () => {
    const { client, backend, clock } = makeClient();
    backend.answer = () => makeEndlessPass('opaque');
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    await clock.advance(40 * 86_400_000);
    expect(authorizer.isFree('https://cdn.example/films/1.ts')).toBe(true);
    expect(backend.count).toBe(1);
  });
});

describe('time', () => {
  it.each([-7_200_000, 7_200_000])(
    'check 10: a clock that is wrong by %i ms changes nothing',
    async (ms) => {
      const { client, backend, clock } = makeClient();
      clock.jumpWall(ms);
      await client.authorizer(FILM).ready();
      await clock.advance(600_000);
      expect(backend.count).toBeGreaterThanOrEqual(12);
      expect(backend.count).toBeLessThanOrEqual(14);
    },
  );

  it('check 10: a jump back changes nothing; a jump ahead costs one ask', async () => {
    const { client, backend, clock } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    clock.jumpWall(-7_200_000);
    await authorizer.ready();
    await clock.advance(30_000);
    expect(backend.count).toBe(1);
    clock.jumpWall(7_200_000 * 2);
    await authorizer.ready();
    await clock.advance(30_000);
    await authorizer.ready();
    expect(backend.count).toBe(2);
  });

  it('check 10: the life is counted from the start of the request', async () => {
    const { client, backend, clock } = makeClient();
    backend.answer = async ({ n }) => {
      await new Promise<void>((done) => void clock.after(5000, done));
      return makePass(`t${n}`, { expires_in: 20 });
    };
    const authorizer = client.authorizer(FILM);
    const ready = authorizer.ready();
    await clock.advance(5000);
    await ready;
    // 20 s less the reserve of 2 s, less the 5 s that the request took.
    clock.stall(12_900);
    expect(authorizer.isFree()).toBe(true);
    clock.stall(200);
    expect(authorizer.isFree()).toBe(false);
  });

  it('check 11: sleep counts even where the monotonic clock stops', async () => {
    const { client, backend, clock } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    clock.jumpWall(3_600_000);
    expect(authorizer.isFree()).toBe(false);
    expect(authorizer.apply('https://cdn.example/films/1.ts').generation).toBe(0);
    await authorizer.ready();
    expect(backend.count).toBe(2);
  });

  it('check 12: 60 s passes for ten minutes take at most 14 asks', async () => {
    const { client, backend, clock } = makeClient();
    await client.authorizer(FILM).ready();
    await clock.advance(600_000);
    expect(backend.count).toBeLessThanOrEqual(14);
    expect(backend.count).toBeGreaterThanOrEqual(12);
  });

  it('check 13: passes of one second do not become a storm', async () => {
    const { client, backend, clock } = makeClient();
    backend.answer = ({ n }) => makePass(`t${n}`, { expires_in: 1 });
    await client.authorizer(FILM).ready();
    await clock.advance(60_000);
    expect(backend.count).toBeLessThanOrEqual(85);
  });

  it('check 13: passes of a tenth of a second are renewed at most five times a second', async () => {
    const { client, backend, clock } = makeClient();
    backend.answer = ({ n }) => makePass(`t${n}`, { expires_in: 0.1 });
    await client.authorizer(FILM).ready();
    await clock.advance(10_000);
    expect(backend.count).toBeLessThanOrEqual(51);
  });

  it('check 14: between renewal and the end of the window callers get what is held, at once', async () => {
    const { client, backend, clock } = makeClient();
    const first = await client.pass(FILM);
    const renewal = later<PlaybackPass>();
    backend.answer = () => renewal.promise;
    await clock.advance(50_000);
    expect(await client.pass(FILM)).toBe(first);
    expect(backend.count).toBe(2);
    clock.stall(8500);
    let got: PlaybackPass | undefined;
    void client.pass(FILM).then((pass) => (got = pass));
    await settle();
    expect(got).toBeUndefined();
    renewal.resolve(makePass('second'));
    await settle();
    expect(got).not.toBe(first);
    expect(got).toBeDefined();
  });

  it('check 15: minValidityMs renews, and takes the best there is without a loop', async () => {
    const { client, backend } = makeClient();
    const first = await client.pass(FILM);
    const second = await client.pass(FILM, { minValidityMs: 120_000 });
    expect(second).not.toBe(first);
    expect(backend.count).toBe(2);
    expect(await client.pass(FILM, { minValidityMs: 30_000 })).toBe(second);
    expect(backend.count).toBe(2);
  });

  it('check 15: minValidityMs keeps what is held when nothing better comes', async () => {
    const { client, backend } = makeClient();
    const first = await client.pass(FILM);
    backend.answer = () => {
      throw clientError('forbidden', 'No.');
    };
    expect(await client.pass(FILM, { minValidityMs: 120_000 })).toBe(first);
  });

  it('check 16: a life of 40 days asks nothing at once, and renews in time', async () => {
    const { client, backend, clock } = makeClient();
    const days = 86_400_000;
    backend.answer = ({ n }) => makePass(`t${n}`, { expires_in: 40 * 86_400 });
    await client.authorizer(FILM).ready();
    await clock.advance(40 * days - 120_000);
    expect(backend.count).toBe(1);
    expect(clock.longestDelayMs).toBeLessThanOrEqual(2 ** 31 - 1);
    await clock.advance(60_000);
    expect(backend.count).toBe(2);
  });

  it('check 18: a timer that is late does no harm', async () => {
    const { client, backend, clock } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    clock.stall(105_000);
    expect(authorizer.isFree('https://cdn.example/films/1.ts')).toBe(false);
    expect(authorizer.apply('https://cdn.example/films/1.ts').headers).toEqual({});
    await authorizer.ready();
    expect(backend.count).toBe(2);
    expect(authorizer.apply('https://cdn.example/films/1.ts').generation).toBe(2);
  });

  it('check 18: traffic renews when timers do not', async () => {
    const { client, backend, clock } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    clock.stall(50_000);
    authorizer.accepted(authorizer.apply('https://cdn.example/films/1.ts'));
    await settle();
    expect(backend.count).toBe(2);
  });

  it('check 20: what remains is counted when it is asked for', async () => {
    const { client, backend, clock } = makeClient();
    await client.pass(FILM);
    clock.stall(40_000);
    await client.pass(FILM, { minValidityMs: 15_000 });
    expect(backend.count).toBe(1);
    await client.pass(FILM, { minValidityMs: 25_000 });
    expect(backend.count).toBe(2);
  });
});

describe('trouble', () => {
  it('check 25: a failure leaves a valid pass in hand until its window ends', async () => {
    const { client, backend, clock } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    backend.answer = down;
    await clock.advance(57_000);
    expect(authorizer.isFree()).toBe(true);
    expect(authorizer.state.get().phase).toBe('authorized');
    await clock.advance(2000);
    expect(authorizer.isFree()).toBe(false);
  });

  it.each(['online', 'pageshow', 'visibilitychange'])(
    'check 26: after any trouble, %s tries again at once',
    async (type) => {
      const { client, backend, clock, page } = makeClient({ random: () => 0.99 });
      await client.authorizer(FILM).ready();
      backend.answer = down;
      await clock.advance(55_000);
      const before = backend.count;
      backend.answer = () => makePass('back');
      page.dispatchEvent(new Event(type));
      await clock.advance(0);
      expect(backend.count).toBe(before + 1);
    },
  );

  it.each(['forbidden', 'network'] as const)(
    'T2, T5: renewals that fail (%s) are not asked for again with every media request',
    async (code) => {
      const { client, backend, clock } = makeClient();
      backend.answer = () => makePass('t1', { expires_in: 600 });
      const authorizer = client.authorizer(FILM);
      await authorizer.ready();
      backend.answer = () => {
        throw clientError(code, 'No.');
      };
      await clock.advance(537_000);
      for (let second = 0; second < 55; second += 1) {
        await clock.advance(1000);
        authorizer.accepted(authorizer.apply(`${CDN}${second}.ts`));
        await authorizer.ready();
      }
      expect(authorizer.isFree()).toBe(true);
      expect(backend.count).toBeLessThanOrEqual(code === 'forbidden' ? 2 : 10);
    },
  );

  it("at the viewer's wish a renewal that failed is tried again at once", async () => {
    const { client, backend, clock } = makeClient();
    backend.answer = () => makePass('t1', { expires_in: 600 });
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    backend.answer = down;
    await clock.advance(560_000);
    const before = backend.count;
    backend.answer = () => makePass('t2');
    authorizer.retry();
    await clock.advance(0);
    expect([backend.count, authorizer.isFree()]).toEqual([before + 1, true]);
  });

  it('T2: what ended a renewal ends playback when the pass is over, after one more ask', async () => {
    const { client, backend, clock } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    backend.answer = () => {
      throw clientError('forbidden', 'No.');
    };
    await clock.advance(60_000);
    expect(await codeOf(authorizer.ready())).toBe('forbidden');
    expect(backend.count).toBe(3);
  });

  it('check 26: renewal goes on trying by itself, for ever, while somebody observes', async () => {
    const { client, backend, clock } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    backend.answer = down;
    await clock.advance(3_600_000);
    expect(backend.count).toBeGreaterThan(100);
    backend.answer = () => makePass('back');
    await clock.advance(30_000);
    expect(authorizer.isFree()).toBe(true);
  });

  it('check 26: a demand tries again within three seconds', async () => {
    const { client, backend, clock } = makeClient({ random: () => 0.99 });
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    backend.answer = down;
    await clock.advance(600_000);
    backend.answer = () => makePass('back');
    const ready = authorizer.ready();
    await clock.advance(3000);
    await ready;
  });

  it('check 27: no network yet after waking up is no error while the pass is good', async () => {
    const { client, backend, clock, page, events } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    backend.answer = down;
    clock.stall(50_000);
    page.dispatchEvent(new Event('pageshow'));
    await clock.advance(3000);
    expect(authorizer.state.get().phase).toBe('authorized');
    backend.answer = () => makePass('back');
    await clock.advance(30_000);
    expect(authorizer.state.get().phase).toBe('authorized');
    expect(events.filter(({ type }) => type === 'stopped')).toEqual([]);
  });

  it('check 27: after waking up with no pass, a short series of tries comes before the error', async () => {
    const { client, backend, clock } = makeClient();
    const authorizer = client.authorizer(FILM);
    const phases: string[] = [];
    authorizer.state.subscribe(() => phases.push(authorizer.state.get().phase));
    await authorizer.ready();
    clock.jumpWall(7_200_000);
    let tries = 0;
    backend.answer = () => (++tries < 3 ? down() : makePass('back'));
    const ready = authorizer.ready();
    await clock.advance(3000);
    await ready;
    expect(phases).toEqual(['authorizing', 'authorized', 'waiting', 'authorized']);
  });

  it('check 28, check 29: neither navigator.onLine nor visibility is ever asked', async () => {
    const asked: PropertyKey[] = [];
    const spy = new Proxy({}, { get: (_, name) => void asked.push(name) });
    const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    Object.defineProperty(globalThis, 'navigator', { configurable: true, get: () => spy });
    Object.defineProperty(globalThis, 'document', { configurable: true, get: () => spy });
    try {
      const { client, clock, backend } = makeClient();
      await client.authorizer(FILM).ready();
      await clock.advance(300_000);
      expect(backend.count).toBeGreaterThan(5);
      expect(asked).toEqual([]);
    } finally {
      if (before) Object.defineProperty(globalThis, 'navigator', before);
      Reflect.deleteProperty(globalThis, 'document');
    }
  });

  it('check 31: the timeout covers a source that hangs, and its timer is cleared after', async () => {
    const { client, backend, clock } = makeClient();
    backend.answer = () => new Promise(() => {});
    const promise = codeOf(client.pass(FILM));
    await clock.advance(15_000);
    expect(await promise).toBe('timeout');
    expect(backend.asks[0]?.context.signal.aborted).toBe(true);
    await clock.advance(0);
    expect(clock.timers).toBe(0);
  });

  it('check 23: Retry-After is a minimum, and holds for every caller of the key', async () => {
    const { client, backend, clock } = makeClient();
    backend.answer = ({ n }) => {
      if (n > 1) return makePass('later');
      throw clientError('rate_limited', 'Slow down.', { retryAfterMs: 20_000 });
    };
    const first = codeOf(client.pass(FILM));
    await clock.advance(16_000);
    expect(await first).toBe('rate_limited');
    const second = client.pass(FILM);
    await clock.advance(3900);
    expect(backend.count).toBe(1);
    await clock.advance(200);
    await second;
    expect(backend.count).toBe(2);
  });

  it('check 32: an abort rejects that caller only; the request ends when nobody waits', async () => {
    const { client, backend, clock } = makeClient();
    const answer = later<PlaybackPass>();
    backend.answer = () => answer.promise;
    const [a, b] = [new AbortController(), new AbortController()];
    const first = client.pass(FILM, { signal: a.signal }).catch((error: unknown) => error);
    const second = codeOf(client.pass(FILM, { signal: b.signal }));
    await settle();
    a.abort('enough');
    expect(await first).toMatchObject({ code: 'aborted', cause: 'enough' });
    await clock.advance(1);
    expect(backend.asks[0]?.context.signal.aborted).toBe(false);
    b.abort();
    expect(await second).toBe('aborted');
    await clock.advance(1);
    expect(backend.asks[0]?.context.signal.aborted).toBe(true);
  });

  it('check 32: a signal that is aborted already makes no request', async () => {
    const { client, backend } = makeClient();
    expect(await codeOf(client.pass(FILM, { signal: AbortSignal.abort() }))).toBe('aborted');
    expect(await codeOf(client.authorizer(FILM).ready({ signal: AbortSignal.abort() }))).toBe(
      'aborted',
    );
    expect(backend.count).toBe(0);
  });

  it('check 45: a mount, an unmount and a mount in one task ask once', async () => {
    const { client, backend, clock } = makeClient();
    const answer = later<PlaybackPass>();
    backend.answer = () => answer.promise;
    const first = client.authorizer(FILM);
    const ended = codeOf(first.ready());
    first.dispose();
    const second = client.authorizer(FILM);
    const ready = second.ready();
    await clock.advance(1);
    answer.resolve(makePass('once'));
    await ready;
    expect(await ended).toBe('disposed');
    expect(backend.count).toBe(1);
  });
});
