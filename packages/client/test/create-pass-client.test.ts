import type { PlaybackPass } from '@playgate/protocol';
import { describe, expect, it } from 'vitest';
import { clientError } from '../src/client-error.ts';
import { createPassClient } from '../src/create-pass-client.ts';
import { FakeBackend, later } from './support/fake-backend.ts';
import { settle } from './support/fake-clock.ts';
import { codeOf, makeClient } from './support/make-client.ts';
import type { Bench } from './support/make-client.ts';
import { CDN, makePass } from './support/make-pass.ts';

const FILM = { asset: 'film' };
const OTHER = { asset: 'other' };

describe('options', () => {
  it.each([
    ['endpoint, source', {}],
    ['endpoint, source', { endpoint: '/api/pass', source: new FakeBackend().source }],
    ['timeoutMs', { endpoint: '/api/pass', timeoutMs: 0 }],
    ['deadlineMs', { endpoint: '/api/pass', deadlineMs: Number.NaN }],
    ['cacheSize', { endpoint: '/api/pass', cacheSize: -1 }],
    ['pin', { endpoint: '/api/pass', pin: ['http://cdn.example'] }],
  ])('a wrong %s is named', (name, options) => {
    expect(() => createPassClient(options)).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(name) }),
    );
  });

  it('a token without place is named', async () => {
    const { client } = makeClient({ source: () => Promise.resolve({ token: 'bare' }) });
    await expect(client.pass(FILM)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('place'),
    });
  });
});

it('a time without end is as long as timers can take, and does not fire at once', async () => {
  const { client, clock } = makeClient({ timeoutMs: Infinity, deadlineMs: Infinity });
  await client.pass({ asset: 'film' });
  expect(clock.longestDelayMs).toBe(2 ** 31 - 1);
});

describe('check 5: the cache', () => {
  it('holds as many assets as it may, the latest', async () => {
    const { client, backend } = makeClient({ cacheSize: 10 });
    for (let i = 0; i < 1000; i += 1) await client.pass({ asset: `film ${i}` });
    expect(backend.count).toBe(1000);
    await client.pass({ asset: 'film 999' });
    await client.pass({ asset: 'film 990' });
    expect(backend.count).toBe(1000);
    await client.pass({ asset: 'film 0' });
    expect(backend.count).toBe(1001);
  });

  it('keeps no timer and no listener for what nobody observes', async () => {
    const { client, clock } = makeClient();
    for (let i = 0; i < 200; i += 1) await client.pass({ asset: `film ${i}` });
    await clock.advance(0);
    expect(clock.timers).toBe(0);
  });

  it('does not let go of what is observed', async () => {
    const { client, backend, clock } = makeClient({ cacheSize: 2 });
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    for (let i = 0; i < 10; i += 1) await client.pass({ asset: `film ${i}` });
    expect(authorizer.isFree()).toBe(true);
    const before = backend.count;
    await clock.advance(46_000);
    expect(backend.asks.slice(before).map(({ request }) => request)).toEqual([FILM]);
  });

  it('ten thousand renewals leave one timer', async () => {
    const { client, clock, backend } = makeClient();
    await client.authorizer(FILM).ready();
    await clock.advance(10_000 * 45_000);
    expect(backend.count).toBeGreaterThan(9000);
    expect(clock.timers).toBe(1);
  });
});

describe('signing out', () => {
  it('check 40: an ask that is under way is aborted, and its result never lands', async () => {
    const { client, backend } = makeClient();
    const answer = later<PlaybackPass>();
    backend.answer = () => answer.promise;
    const authorizer = client.authorizer(FILM);
    const ready = codeOf(authorizer.ready());
    const pass = codeOf(client.pass(FILM));
    await settle();
    client.signOut();
    expect(backend.asks[0]?.context.signal.aborted).toBe(true);
    expect(await ready).toBe('signed_out');
    expect(await pass).toBe('signed_out');
    const heard: unknown[] = [];
    authorizer.pass.subscribe(() => heard.push(authorizer.pass.get()));
    answer.resolve(makePass('late', { subject: 'alice' }));
    await settle();
    expect(heard).toEqual([]);
    expect(authorizer.pass.get()).toBeUndefined();
    expect(client.session.get()).toEqual({ status: 'signed-out' });
  });

  it("check 41: the next viewer never receives the former one's pass", async () => {
    const { client, backend } = makeClient();
    const alice = later<PlaybackPass>();
    backend.answer = ({ n }) => (n === 1 ? alice.promise : makePass('bob', { subject: 'bob' }));
    const first = codeOf(client.pass(FILM));
    await settle();
    client.signOut();
    const second = client.pass(FILM);
    alice.resolve(makePass('alice', { subject: 'alice' }));
    expect((await second).subject).toBe('bob');
    expect(await first).toBe('signed_out');
    expect(client.session.get()).toEqual({ status: 'active', subject: 'bob' });
  });

  it('check 43: from that instant nothing is attached, and what waits ends', async () => {
    const { client, clock } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    expect(authorizer.apply(`${CDN}a.ts`).generation).toBe(1);
    const phases: string[] = [];
    const attached: number[] = [];
    const look = (): void => {
      phases.push(authorizer.state.get().phase);
      attached.push(authorizer.apply(`${CDN}a.ts`).generation);
    };
    authorizer.state.subscribe(look);
    authorizer.pass.subscribe(look);
    client.session.subscribe(look);
    client.signOut();
    expect(phases).toContain('signed-out');
    expect(new Set(attached)).toEqual(new Set([0]));
    expect(authorizer.pass.get()).toBeUndefined();
    expect(authorizer.isFree('https://ads.example/')).toBe(false);
    expect(await codeOf(authorizer.ready())).toBe('signed_out');
    await clock.advance(600_000);
    expect(clock.timers).toBe(0);
  });

  it('check 43: a refusal that is parked stops', async () => {
    const { client, backend } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    backend.answer = () => new Promise(() => {});
    const request = authorizer.apply(`${CDN}a.ts`);
    const verdict = authorizer.refused({ request, status: 401 });
    await settle();
    client.signOut();
    expect(await verdict).toMatchObject({ action: 'stop', error: { code: 'signed_out' } });
  });

  it('check 44: it does not wait for what is under way', () => {
    const { client, backend } = makeClient();
    backend.answer = () => new Promise(() => {});
    const authorizer = client.authorizer(FILM);
    void authorizer.ready().catch(() => {});
    client.signOut();
    expect(authorizer.state.get().phase).toBe('signed-out');
  });

  it('is final for an authorizer until it retries', async () => {
    const { client, backend } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    client.signOut();
    await client.pass(FILM);
    expect(authorizer.state.get().phase).toBe('signed-out');
    expect(authorizer.apply(`${CDN}a.ts`).headers).toEqual({});
    authorizer.retry();
    await authorizer.ready();
    expect(authorizer.apply(`${CDN}a.ts`).headers).toEqual({
      Authorization: `Bearer t${backend.count}`,
    });
  });
});

describe('check 42: a sign-out reaches other tabs', () => {
  /** Two tabs of one origin, with one storage that tells the other tab of each write. */
  function tabs(): { readonly here: Bench; readonly there: Bench; freeze(): void } {
    const items = new Map<string, string>();
    let isFrozen = false;
    const marks = {
      getItem: (key: string) => items.get(key) ?? null,
      setItem(key: string, value: string) {
        items.set(key, value);
        if (!isFrozen) there.page.dispatchEvent(new Event('storage'));
      },
    };
    const here = makeClient({ marks });
    const there: Bench = makeClient({ marks });
    return { here, there, freeze: () => (isFrozen = true) };
  }

  it('at once, asks that are under way included', async () => {
    const { here, there } = tabs();
    const answer = later<PlaybackPass>();
    there.backend.answer = () => answer.promise;
    const authorizer = there.client.authorizer(FILM);
    const ready = codeOf(authorizer.ready());
    await settle();
    here.client.signOut();
    answer.resolve(makePass('late'));
    expect(await ready).toBe('signed_out');
    expect(authorizer.pass.get()).toBeUndefined();
    expect(there.client.session.get()).toEqual({ status: 'signed-out' });
  });

  it.each(['pageshow', 'visibilitychange'])(
    'a frozen one by %s, before it hands anything out',
    async (type) => {
      const { here, there, freeze } = tabs();
      const authorizer = there.client.authorizer(FILM);
      await authorizer.ready();
      freeze();
      here.client.signOut();
      expect(authorizer.apply(`${CDN}a.ts`).generation).toBe(1);
      there.page.dispatchEvent(new Event(type));
      expect(authorizer.apply(`${CDN}a.ts`).generation).toBe(0);
      expect(authorizer.state.get().phase).toBe('signed-out');
    },
  );

  it('and a later sign-in there is not killed by the same mark', async () => {
    const { here, there } = tabs();
    const authorizer = there.client.authorizer(FILM);
    await authorizer.ready();
    here.client.signOut();
    authorizer.retry();
    await authorizer.ready();
    there.page.dispatchEvent(new Event('storage'));
    there.page.dispatchEvent(new Event('pageshow'));
    expect(authorizer.state.get().phase).toBe('authorized');
    await here.client.pass(FILM);
    expect(here.client.session.get().status).toBe('active');
  });

  it('storage that is denied or full keeps it in its tab, without an error', async () => {
    const denied = (): never => {
      throw new Error('denied');
    };
    const { client, page } = makeClient({ marks: { getItem: denied, setItem: denied } });
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    page.dispatchEvent(new Event('storage'));
    expect(authorizer.state.get().phase).toBe('authorized');
    client.signOut();
    expect(authorizer.state.get().phase).toBe('signed-out');
  });
});

describe('a changed subject', () => {
  it('check 41: drops everything held for the former viewer; the others ask again', async () => {
    let viewer = 'alice';
    const backend = new FakeBackend(({ n, request }) =>
      makePass(`${viewer}${n}`, {
        subject: viewer,
        source: { src: `${CDN}${viewer}/${request.asset}.m3u8` },
      }),
    );
    const { client, clock } = makeClient({}, backend);
    const other = client.authorizer(OTHER);
    await other.ready();
    const film = client.authorizer(FILM);
    await film.ready();
    viewer = 'bob';
    const request = film.apply(`${CDN}a.ts`);
    await film.refused({ request, status: 401 });
    expect(client.session.get()).toEqual({ status: 'active', subject: 'bob' });
    await clock.advance(0);
    await other.ready();
    expect(other.apply(`${CDN}a.ts`).headers).toEqual({ Authorization: 'Bearer bob4' });
    expect(other.state.get().source?.src).toBe(`${CDN}bob/other.m3u8`);
    expect(film.state.get().source?.src).toBe(`${CDN}bob/film.m3u8`);
  });

  it('check 41: an ask that was under way for the former viewer is aborted and made again', async () => {
    const { client, backend } = makeClient();
    await client.pass({ asset: 'first' }).catch(() => {});
    const slow = later<PlaybackPass>();
    backend.answer = ({ request, n }) => {
      if (request.asset === 'first') return makePass('a', { subject: 'alice' });
      if (request.asset === 'second') return makePass('b', { subject: 'bob' });
      return n < 5 ? slow.promise : makePass('again', { subject: 'bob' });
    };
    await client.pass({ asset: 'first' }, { minValidityMs: 1e9 });
    const waiting = client.pass(FILM);
    await settle();
    await client.pass({ asset: 'second' });
    slow.resolve(makePass('late', { subject: 'alice' }));
    expect((await waiting).rules[0]?.place[0]).toMatchObject({ value: 'Bearer again' });
    expect(client.session.get().subject).toBe('bob');
  });

  it('check 41: the first pass of all is asked for again if it names another viewer than one that was asked for later', async () => {
    const slow = later<PlaybackPass>();
    const { client } = makeClient(
      {},
      new FakeBackend(({ n }) =>
        n === 1 ? slow.promise : makePass(`bob${n}`, { subject: 'bob' }),
      ),
    );
    const subjects: unknown[] = [];
    client.session.subscribe(() => subjects.push(client.session.get().subject));
    const first = client.pass(FILM);
    await settle();
    await client.pass(OTHER);
    slow.resolve(makePass('alice', { subject: 'alice' }));
    expect((await first).rules[0]?.place[0]).toMatchObject({ value: 'Bearer bob3' });
    expect(subjects).toEqual(['bob']);
  });

  it('a backend that names another one for each asset is not asked for ever: that is said, and ends', async () => {
    const { client, backend } = makeClient(
      {},
      new FakeBackend(({ request }) => makePass('a', { subject: `viewer of ${request.asset}` })),
    );
    const players = [client.authorizer(FILM), client.authorizer(OTHER)];
    for (const player of players) void player.ready().catch(() => undefined);
    for (let i = 0; i < 50; i += 1) await settle();
    expect(backend.asks.length).toBeLessThan(12);
    const errors = players.map((player) => player.state.get().error?.code);
    expect(errors).toContain('config');
  });

  it('check 41: of passes that come in their order, the last one says who the viewer is', async () => {
    const { client } = makeClient(
      {},
      new FakeBackend(({ n }) => makePass(`${n}`, { subject: `viewer-${n}` })),
    );
    await client.pass(FILM);
    await client.pass(OTHER);
    expect(client.session.get().subject).toBe('viewer-2');
  });
});

describe('pinned origins', () => {
  const pin = ['https://cdn.example', 'https://*.edge.example'];
  const passFor = (...urls: string[]): FakeBackend =>
    new FakeBackend(() =>
      makePass('', {
        rules: [{ match: { urls }, place: [{ kind: 'query', params: { hash: 'h' } }] }],
      }),
    );

  it.each([CDN, 'https://cdn.example', 'https://a.edge.example/x/', 'https://*.edge.example/'])(
    'may be named: %s',
    async (url) => {
      await makeClient({ pin }, passFor(url)).client.pass(FILM);
    },
  );

  it.each([
    'https://evil.example/',
    'https://a.b.edge.example/',
    'https://*.example.com/',
    'https://cdn.example:8443/',
  ])('no others may: %s is final, and nothing is attached', async (url) => {
    const { client, backend, clock } = makeClient({ pin }, passFor(CDN, url));
    const authorizer = client.authorizer(FILM);
    expect(await codeOf(authorizer.ready())).toBe('origin_not_allowed');
    expect(authorizer.state.get().phase).toBe('denied');
    expect(authorizer.apply(`${CDN}a.ts`).url).toBe(`${CDN}a.ts`);
    await clock.advance(60_000);
    expect(backend.count).toBe(1);
  });

  it('a rule that places nothing may name any origin', async () => {
    const backend = new FakeBackend(() =>
      makePass('', {
        rules: [{ match: { urls: ['https://ads.example/'] }, place: [{ kind: 'none' }] }],
      }),
    );
    await makeClient({ pin }, backend).client.pass(FILM);
  });
});

describe('a pass that opens once', () => {
  const once = (): FakeBackend =>
    new FakeBackend(({ n }) => makePass(`once${n}`, { mode: 'single-use', expires_in: 60 }));

  it('is never shared: each authorizer and each pass() gets its own', async () => {
    const { client, backend } = makeClient({}, once());
    const authorizers = [client.authorizer(FILM), client.authorizer(FILM), client.authorizer(FILM)];
    const passes = [client.pass(FILM), client.pass(FILM)];
    await Promise.all([...authorizers.map((authorizer) => authorizer.ready()), ...passes]);
    const carried = [
      ...authorizers.map((authorizer) => authorizer.pass.get()),
      ...(await Promise.all(passes)),
    ].map((pass) => JSON.stringify(pass?.rules));
    expect(new Set(carried).size).toBe(5);
    expect(backend.count).toBe(5);
  });

  it('is never kept, nor renewed ahead', async () => {
    const { client, backend, clock } = makeClient({}, once());
    await client.pass(FILM);
    await client.pass(FILM);
    await client.authorizer(FILM).ready();
    expect(backend.count).toBe(3);
    await clock.advance(600_000);
    expect(backend.count).toBe(3);
  });

  it('signing out reaches it', async () => {
    const { client } = makeClient({}, once());
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    client.signOut();
    expect(authorizer.state.get().phase).toBe('signed-out');
    expect(authorizer.apply(`${CDN}a.ts`).generation).toBe(0);
  });
});

describe('prefetch', () => {
  const NEXT = { asset: 'next' };

  it('brings the next pass ahead: what is played then asks nothing, and control: without it, it asks', async () => {
    const { client, backend } = makeClient();
    await client.authorizer(FILM).ready();
    client.prefetch(NEXT);
    client.prefetch(NEXT);
    await settle();
    expect(backend.asks.map(({ request }) => request)).toEqual([FILM, NEXT]);
    const next = client.authorizer(NEXT);
    expect(next.isFree()).toBe(true);
    await next.ready();
    expect(backend.count).toBe(2);
    await client.authorizer(OTHER).ready();
    expect(backend.count).toBe(3);
  });

  it('is not renewed before it is played, and then asked for anew if it is over', async () => {
    const { client, backend, clock } = makeClient();
    await client.pass(FILM);
    client.prefetch(NEXT);
    await clock.advance(600_000);
    expect(backend.count).toBe(2);
    await client.authorizer(NEXT).ready();
    expect(backend.count).toBe(3);
  });

  it('never asks ahead for what opens something once, nor while that is not known', async () => {
    const once = new FakeBackend(({ n }) => makePass(`once${n}`, { mode: 'single-use' }));
    const { client, backend } = makeClient({}, once);
    client.prefetch(NEXT);
    await settle();
    expect(backend.count).toBe(0);
    await client.pass(FILM);
    client.prefetch(NEXT);
    await settle();
    expect(backend.asks.map(({ request }) => request)).toEqual([FILM]);
  });

  it('disturbs nobody when it fails; whoever plays it asks again', async () => {
    const { client, backend, clock } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    backend.answer = () => Promise.reject(clientError('forbidden', 'No.'));
    client.prefetch(NEXT);
    await clock.advance(20_000);
    expect(authorizer.state.get().phase).toBe('authorized');
    expect(await codeOf(client.authorizer(NEXT).ready())).toBe('forbidden');
  });

  it('is dropped with a sign-out, and ends with the client', async () => {
    const { client, backend } = makeClient();
    await client.pass(FILM);
    client.prefetch(NEXT);
    await settle();
    client.signOut();
    expect(client.authorizer(NEXT).isFree()).toBe(false);
    client.dispose();
    expect(() => client.prefetch(NEXT)).toThrow(expect.objectContaining({ code: 'disposed' }));
    expect(backend.count).toBe(2);
  });
});

describe('prime', () => {
  it('spares the first ask', async () => {
    const { client, backend } = makeClient();
    client.prime(FILM, makePass('rendered'));
    const authorizer = client.authorizer(FILM);
    expect(authorizer.state.get().phase).toBe('authorized');
    await authorizer.ready();
    expect(authorizer.apply(`${CDN}a.ts`).headers).toEqual({ Authorization: 'Bearer rendered' });
    expect(backend.count).toBe(0);
  });

  it('refuses a pass that opens once', () => {
    const { client } = makeClient();
    expect(() => client.prime(FILM, makePass('once', { mode: 'single-use' }))).toThrow(
      expect.objectContaining({ code: 'config' }),
    );
  });

  it('does not bring back what was dropped since, nor put the older in place of the newer', async () => {
    const { client, backend } = makeClient();
    const rendered = makePass('rendered');
    client.prime(FILM, rendered);
    client.signOut();
    client.prime(FILM, rendered);
    expect(client.session.get().status).toBe('signed-out');
    await client.pass(FILM);
    expect(backend.count).toBe(1);
    client.prime(FILM, makePass('older', { expires_in: 30 }));
    expect((await client.pass(FILM)).rules[0]?.place[0]).toMatchObject({ value: 'Bearer t1' });
  });

  it('counts the age of a page that comes out of a cache', async () => {
    const { client, clock, backend } = makeClient();
    client.prime(FILM, makePass('rendered', { issued_at: clock.now() / 1000 - 120 }));
    await client.pass(FILM);
    expect(backend.count).toBe(1);
  });

  it('is held to the pinned origins', () => {
    const { client } = makeClient({ pin: ['https://other.example'] });
    expect(() => client.prime(FILM, makePass('rendered'))).toThrow(
      expect.objectContaining({ code: 'origin_not_allowed' }),
    );
  });
});

describe('dispose', () => {
  it('check 39: removes every listener and timer, is idempotent, and later calls reject', async () => {
    const { client, clock, page } = makeClient();
    let listeners = 0;
    const add = page.addEventListener.bind(page);
    const remove = page.removeEventListener.bind(page);
    page.addEventListener = (...args: Parameters<typeof add>) => ((listeners += 1), add(...args));
    page.removeEventListener = (...args: Parameters<typeof remove>) => (
      (listeners -= 1),
      remove(...args)
    );
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    expect(listeners).toBe(4);
    client.dispose();
    client.dispose();
    await clock.advance(0);
    expect(listeners).toBe(0);
    expect(clock.timers).toBe(0);
    expect(await codeOf(client.pass(FILM))).toBe('disposed');
    expect(await codeOf(client.fetch(`${CDN}a`, { request: FILM }))).toBe('disposed');
    expect(() => client.authorizer(FILM)).toThrow('disposed');
    expect(await codeOf(authorizer.ready())).toBe('disposed');
    expect(authorizer.apply(`${CDN}a.ts`).headers).toEqual({});
  });

  it('construction touches nothing: no timer, no listener, no request', () => {
    const { clock, backend, page } = makeClient();
    expect(clock.timers).toBe(0);
    expect(backend.count).toBe(0);
    expect(page).toBeInstanceOf(EventTarget);
  });
});
