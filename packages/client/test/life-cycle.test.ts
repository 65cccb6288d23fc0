import { describe, expect, it } from 'vitest';
import type { PlaybackPass } from '@playgate/protocol';
import { clientError } from '../src/client-error.ts';
import { createObservable } from '../src/observable.ts';
import type { ViewerSession } from '../src/session/viewer-session.ts';
import { FakeBackend, later } from './support/fake-backend.ts';
import { settle } from './support/fake-clock.ts';
import { accepting, FakePlayer } from './support/fake-player.ts';
import { codeOf, makeClient } from './support/make-client.ts';
import { CDN, makePass } from './support/make-pass.ts';

const FILM = { asset: 'film' };
const HOUR = 3_600_000;

/** The tokens that a player has sent, in their order. */
const tokens = (player: FakePlayer): unknown[] =>
  player.sent.map(({ headers }) => headers['Authorization']?.replace('Bearer ', ''));

describe('T16: a machine that slept for two hours', () => {
  it.each(['an event', 'a request'])(
    'awake, told by %s: one renewal, and the old pass goes nowhere',
    async (by) => {
      const { client, clock, backend, page } = makeClient();
      const authorizer = client.authorizer(FILM);
      const player = new FakePlayer(authorizer, accepting('t1', 't2'));
      await player.load('1.ts');
      // The monotonic clock may stand still in the meantime; the wall clock does not.
      clock.jumpWall(2 * HOUR);
      if (by === 'an event') page.dispatchEvent(new Event('pageshow'));
      const loads = ['2.ts', '3.ts', '4.ts'].map((name) => player.load(name));
      await settle();
      expect(await Promise.all(loads)).toEqual(['ok', 'ok', 'ok']);
      expect(tokens(player)).toEqual(['t1', 't2', 't2', 't2']);
      expect(backend.count).toBe(2);
    },
  );

  it('27: a network that is not back yet is no error for a player whose pass still lasts', async () => {
    const { client, clock, backend, page } = makeClient(
      {},
      new FakeBackend(({ n }) => makePass(`t${n}`, { expires_in: 4 * 3600 })),
    );
    const authorizer = client.authorizer(FILM);
    const player = new FakePlayer(authorizer, accepting('t1', 't5'));
    await player.load('1.ts');
    clock.jumpWall(3.99 * HOUR);
    backend.answer = ({ n }) =>
      n < 5 ? Promise.reject(new TypeError('disconnected')) : makePass('t5');
    page.dispatchEvent(new Event('pageshow'));
    expect(await player.load('2.ts')).toBe('ok');
    await clock.advance(10_000);
    expect(authorizer.state.get().phase).toBe('authorized');
    expect(await player.load('3.ts')).toBe('ok');
    expect(tokens(player).at(-1)).toBe('t5');
  });
});

describe('T17: a tab that is hidden for half an hour', () => {
  it('with timers once a minute: at most one ask for each life, and none with what is over', async () => {
    const { client, clock, backend } = makeClient();
    const authorizer = client.authorizer(FILM);
    const player = new FakePlayer(authorizer, () => ({ status: 200 }));
    const lifetimes = new Map<unknown, number>();
    backend.answer = ({ n }) => {
      lifetimes.set(`t${n}`, clock.monotonic());
      return makePass(`t${n}`);
    };
    for (let minute = 0; minute < 30; minute += 1) {
      await player.load(`${minute}.ts`);
      const sent = lifetimes.get(tokens(player).at(-1)) ?? 0;
      expect(clock.monotonic() - sent).toBeLessThan(60_000);
      clock.stall(60_000);
      await clock.advance(0);
    }
    expect(backend.count).toBeLessThanOrEqual(31);
  });

  it('frozen: one ask when it is seen again, before the first request', async () => {
    const { client, clock, backend, page } = makeClient();
    const authorizer = client.authorizer(FILM);
    const player = new FakePlayer(authorizer, accepting('t1', 't2'));
    await player.load('1.ts');
    clock.stall(1_800_000);
    page.dispatchEvent(new Event('visibilitychange'));
    expect(await player.load('2.ts')).toBe('ok');
    await clock.advance(0);
    expect(backend.count).toBe(2);
    expect(tokens(player)).toEqual(['t1', 't2']);
  });

  it('29: and is never told apart from one that is looked at', async () => {
    const { client, clock, backend } = makeClient();
    await client.authorizer(FILM).ready();
    await clock.advance(1_800_000);
    expect(backend.count).toBeGreaterThan(30);
  });
});

describe('38: a page that comes out of the back/forward cache', () => {
  it('hands out nothing whose time has passed meanwhile, and renews at once', async () => {
    const { client, clock, backend, page } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    const held = await client.pass(FILM);
    clock.jumpWall(HOUR);
    page.dispatchEvent(new Event('pageshow'));
    expect(authorizer.isFree(`${CDN}a.ts`)).toBe(false);
    expect(authorizer.apply(`${CDN}a.ts`).generation).toBe(0);
    await settle();
    expect(backend.count).toBe(2);
    expect(await client.pass(FILM)).not.toBe(held);
  });

  it('control: one that comes back at once goes on with what it has', async () => {
    const { client, clock, backend, page } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    clock.jumpWall(1000);
    page.dispatchEvent(new Event('pageshow'));
    await settle();
    expect(backend.count).toBe(1);
    expect(authorizer.isFree(`${CDN}a.ts`)).toBe(true);
  });
});

describe('T21: a sign-out or another viewer, while a renewal is on its way', () => {
  it.each(['the client', 'the session', 'another tab'])(
    '40: told by %s: the answer is written nowhere',
    async (by) => {
      const items = new Map<string, string>();
      const marks = {
        getItem: (key: string) => items.get(key) ?? null,
        setItem: (key: string, value: string) => void items.set(key, value),
      };
      const session = createObservable<ViewerSession>({ status: 'signed-in', subject: 'a' });
      const { client, clock, backend, page } = makeClient({ session, marks });
      const authorizer = client.authorizer(FILM);
      await authorizer.ready();
      const renewal = later<PlaybackPass>();
      backend.answer = () => renewal.promise;
      await clock.advance(46_000);
      expect(backend.count).toBe(2);
      if (by === 'the client') client.signOut();
      if (by === 'the session') session.set({ status: 'signed-out' });
      if (by === 'another tab') {
        makeClient({ marks }).client.signOut();
        page.dispatchEvent(new Event('storage'));
      }
      renewal.resolve(makePass('late', { subject: 'a' }));
      await clock.advance(600_000);
      expect(authorizer.pass.get()).toBeUndefined();
      expect(authorizer.apply(`${CDN}a.ts`).headers).toEqual({});
      expect(client.session.get()).toEqual({ status: 'signed-out' });
      expect(clock.timers).toBe(0);
    },
  );

  it('41: the next viewer, signed in by then, gets what is asked for them alone', async () => {
    const session = createObservable<ViewerSession>({ status: 'signed-in', subject: 'a' });
    const { client, clock, backend } = makeClient({ session });
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    const [ofA, ofB] = [later<PlaybackPass>(), later<PlaybackPass>()];
    backend.answer = ({ n }) => (n === 2 ? ofA.promise : ofB.promise);
    await clock.advance(46_000);
    session.set({ status: 'signed-in', subject: 'b' });
    const carried = authorizer.ready().then(() => authorizer.apply(`${CDN}a.ts`).headers);
    ofB.resolve(makePass('b'));
    ofA.resolve(makePass('a'));
    expect(await carried).toEqual({ Authorization: 'Bearer b' });
  });
});

describe('A63: on a server', () => {
  it('100 requests at once, each with a client of its own, share nothing', async () => {
    const passes = await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const backend = new FakeBackend(async () => {
          for (let ticks = n % 7; ticks > 0; ticks -= 1) await Promise.resolve();
          if (n % 10 === 9) throw clientError('forbidden', 'No.');
          return makePass(`token-${n}`, { subject: `viewer-${n}` });
        });
        const { client } = makeClient({}, backend);
        const pass = client.pass(FILM);
        return n % 10 === 9 ? codeOf(pass) : (await pass).subject;
      }),
    );
    expect(passes).toEqual(
      Array.from({ length: 100 }, (_, n) => (n % 10 === 9 ? 'forbidden' : `viewer-${n}`)),
    );
  });

  it('control: one client for all of them is the mistake', async () => {
    const { client } = makeClient();
    const [first, second] = await Promise.all([client.pass(FILM), client.pass(FILM)]);
    expect(first).toBe(second);
  });
});
