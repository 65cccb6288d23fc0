import { describe, expect, it, vi } from 'vitest';
import { createPassClient } from '../../src/create-pass-client.ts';
import { createBackendSession } from '../../src/session/create-backend-session.ts';
import { FakeBackend } from '../support/fake-backend.ts';
import { settle } from '../support/fake-clock.ts';
import { json } from '../support/fake-fetch.ts';
import { FakeSite, FakeWindow, look, ORIGIN } from '../support/fake-site.ts';
import type { FakeTab } from '../support/fake-site.ts';
import { codeOf } from '../support/make-client.ts';
import { CDN } from '../support/make-pass.ts';

const HANDLERS = { session: '/auth/session', signIn: '/auth/sign-in', signOut: '/auth/sign-out' };
const OUT = { status: 'signed-out' };
const ada = { status: 'signed-in', subject: 'ada', claims: { name: 'ADA' } };
const bob = { status: 'signed-in', subject: 'bob', claims: { name: 'BOB' } };

const now = (tab: FakeTab): unknown => tab.session.session.get();

/** A site where `viewer` is signed in, and a tab that knows it. */
async function signedIn(
  viewer = 'ada',
): Promise<{ readonly site: FakeSite; readonly tab: FakeTab }> {
  const site = new FakeSite();
  site.viewer = viewer;
  const tab = site.tab();
  look(tab);
  await settle();
  return { site, tab };
}

async function anotherTab(site: FakeSite): Promise<FakeTab> {
  const tab = site.tab();
  look(tab);
  await settle();
  return tab;
}

describe('options', () => {
  it.each([
    ['session', { ...HANDLERS, session: '' }],
    ['signIn', { ...HANDLERS, signIn: '' }],
    ['signOut', { ...HANDLERS, signOut: '' }],
    ['timeoutMs', { ...HANDLERS, timeoutMs: 0 }],
    ['popupPage', { ...HANDLERS, popupPage: '//evil.example' }],
    ['popupPage', { ...HANDLERS, popupPage: 'https://evil.example/' }],
  ])('a wrong %s is named, and its value is not', (name, options) => {
    expect(() => createBackendSession(options)).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(name) }),
    );
    expect(() => createBackendSession(options)).not.toThrow(/evil/);
  });
});

it('a time without end is as long as timers can take, and does not fire at once', async () => {
  const tab = new FakeSite().tab({ timeoutMs: Infinity });
  await tab.session.refresh();
  expect(tab.clock.longestDelayMs).toBe(2 ** 31 - 1);
});

describe('who is signed in', () => {
  it('is asked once, when somebody first looks, with the header that no form can send', async () => {
    const site = new FakeSite();
    site.viewer = 'ada';
    const tab = site.tab();
    await settle();
    expect(site.calls).toEqual([]);
    expect(now(tab)).toEqual({ status: 'pending' });
    look(tab);
    look(tab);
    await Promise.all([tab.session.refresh(), tab.session.refresh(), tab.session.refresh()]);
    expect(now(tab)).toEqual(ada);
    expect(site.calls).toHaveLength(1);
    expect(site.calls[0]).toMatchObject({
      ...{ method: 'GET', path: '/auth/session' },
      init: { headers: { 'X-Playgate': '1' }, cache: 'no-store', redirect: 'manual' },
    });
  });

  it.each([
    ['nobody', { signed_in: false }, OUT],
    ['a viewer', { signed_in: true, viewer: 'ada' }, { status: 'signed-in', subject: 'ada' }],
    ['somebody without a name', { signed_in: true, other: 1 }, { status: 'signed-in' }],
    [
      'a viewer with claims',
      { signed_in: true, viewer: 'ada', claims: { a: [1] }, expires_in: 10, issued_at: 5 },
      { status: 'signed-in', subject: 'ada', claims: { a: [1] } },
    ],
  ])('%s', async (_, body, expected) => {
    const site = new FakeSite();
    site.fault = () => json(body);
    expect(await site.tab().session.refresh()).toEqual(expected);
  });

  it.each([
    ...[[], 'text', {}, { signed_in: 'yes' }, { signed_in: true, viewer: 7 }],
    ...[
      { signed_in: true, claims: [] },
      { signed_in: true, expires_in: -1 },
    ],
    ...[
      { signed_in: true, expires_in: '60' },
      { signed_in: true, claims: null },
    ],
  ])('T12: %j is no answer, and keeps what is known', async (body) => {
    const { site, tab } = await signedIn();
    site.fault = () => json(body);
    expect(await codeOf(tab.session.refresh())).toBe('invalid_response');
    expect(now(tab)).toEqual(ada);
  });

  it('46: the same answer again is the same object, and nobody is told', async () => {
    const { tab } = await signedIn();
    const before = now(tab);
    expect(await tab.session.refresh()).toBe(before);
    expect(tab.changes()).toBe(1);
  });

  it('another viewer, or other claims, are news', async () => {
    const { site, tab } = await signedIn();
    site.viewer = 'bob';
    expect(await tab.session.refresh()).toEqual(bob);
    expect(tab.changes()).toBe(2);
  });
});

describe('an ask that fails', () => {
  it.each<[string, () => Response | Promise<Response>, string]>([
    ['T13: no network', () => Promise.reject(new TypeError('fetch failed')), 'network'],
    ['T5: 503', () => json({}, { status: 503 }), 'server_error'],
    ['T3: 429', () => json({}, { status: 429, headers: { 'retry-after': '3' } }), 'rate_limited'],
    ['T10: a page', () => json('<html>', { type: 'text/html' }), 'invalid_response'],
  ])('%s keeps who is known, has a code, and is made again', async (_, fault, code) => {
    const { site, tab } = await signedIn();
    const before = now(tab);
    site.fault = fault;
    expect(await codeOf(tab.session.refresh())).toBe(code);
    expect(now(tab)).toBe(before);
    site.fault = undefined;
    site.viewer = 'bob';
    await tab.clock.advance(10_000);
    expect(now(tab)).toEqual(bob);
  });

  it('T7: an answer that does not come is a timeout, also where fetch does not listen', async () => {
    const { site, tab } = await signedIn();
    site.fault = () => new Promise(() => {});
    const code = codeOf(tab.session.refresh());
    await tab.clock.advance(10_000);
    expect(await code).toBe('timeout');
    expect(site.calls.at(-1)?.init.signal?.aborted).toBe(true);
  });

  it('before anything is known it stays pending and says why; one change for each trouble', async () => {
    const site = new FakeSite();
    site.fault = () => Promise.reject(new TypeError('fetch failed'));
    const tab = site.tab();
    look(tab);
    await tab.clock.advance(60_000);
    expect(now(tab)).toMatchObject({ status: 'pending', error: { code: 'network' } });
    expect(tab.changes()).toBe(1);
    expect(site.calls.length).toBeGreaterThan(3);
    expect(site.calls.length).toBeLessThan(15);
    site.fault = undefined;
    tab.wake('online');
    await tab.clock.advance(0);
    expect(now(tab)).toEqual(OUT);
  });

  it('26: whatever failed, the page that wakes tries at once', async () => {
    const { site, tab } = await signedIn();
    site.fault = () => json({}, { status: 500 });
    await codeOf(tab.session.refresh());
    const before = site.count('GET');
    tab.wake('visibilitychange');
    await tab.clock.advance(0);
    expect(site.count('GET')).toBe(before + 1);
  });

  it('23: but not in a pause that the backend wants', async () => {
    const { site, tab } = await signedIn();
    site.fault = () => json({}, { status: 503, headers: { 'retry-after': '120' } });
    await codeOf(tab.session.refresh());
    const before = site.count('GET');
    tab.wake('online');
    await tab.clock.advance(119_000);
    expect(site.count('GET')).toBe(before);
    await tab.clock.advance(2000);
    expect(site.count('GET')).toBe(before + 1);
  });

  it.each([
    [403, 'forbidden'],
    [404, 'not_found'],
  ])(
    '21: what is set up wrong (%i) is said, and asked for again after a minute',
    async (status, code) => {
      const site = new FakeSite();
      site.viewer = 'ada';
      site.fault = () => json({}, { status });
      const tab = site.tab();
      look(tab);
      await tab.clock.advance(59_000);
      expect(now(tab)).toMatchObject({ status: 'signed-out', error: { code } });
      expect(site.calls).toHaveLength(1);
      site.fault = undefined;
      await tab.clock.advance(30_000);
      expect(now(tab)).toEqual(ada);
    },
  );

  it.each<[string, () => Response]>([
    ['401', () => json({}, { status: 401 })],
    ['T11: a redirect to a login page', () => new Response(null, { status: 302 })],
  ])('%s means that nobody is signed in', async (_, fault) => {
    const { site, tab } = await signedIn();
    site.fault = fault;
    expect(await codeOf(tab.session.refresh())).toBe('unauthenticated');
    expect(now(tab)).toMatchObject({ status: 'signed-out', error: { code: 'unauthenticated' } });
  });

  it('30: no error holds an address, a header or a body', async () => {
    const { site, tab } = await signedIn();
    site.fault = () =>
      json({ secret: 'canary' }, { status: 500, headers: { 'x-secret': 'canary' } });
    const error = await tab.session.refresh().catch((thrown: unknown) => thrown);
    const text = `${String(error)} ${JSON.stringify(error)}`;
    expect(text).toContain('server_error');
    expect(text).not.toMatch(/canary|auth\/session/);
  });
});

describe('the end of a session', () => {
  it('is looked at when its time is over: moved, it goes on; else it is over, and that is said', async () => {
    const { site, tab } = await signedIn();
    await tab.clock.advance(3_599_000);
    expect(site.count('GET')).toBe(1);
    await tab.clock.advance(2000);
    expect(site.count('GET')).toBe(2);
    expect(now(tab)).toEqual(ada);
    site.viewer = undefined;
    await tab.clock.advance(3_600_000);
    expect(now(tab)).toMatchObject({
      status: 'signed-out',
      error: { code: 'unauthenticated', message: expect.stringMatching(/session is over/) },
    });
    await tab.clock.advance(86_400_000);
    expect(site.count('GET')).toBe(3);
  });

  it('16, T22: 40 days are no reason to ask at once, and are not forgotten', async () => {
    const site = new FakeSite();
    [site.viewer, site.expiresIn] = ['ada', 40 * 86_400];
    const tab = site.tab();
    look(tab);
    await tab.clock.advance(60_000);
    expect(site.count('GET')).toBe(1);
    expect(tab.clock.longestDelayMs).toBeLessThan(2 ** 31);
    tab.clock.stall(40 * 86_400_000);
    await tab.clock.advance(0);
    expect(site.count('GET')).toBe(2);
  });

  it('T16, 11: a machine that slept through it finds out within a minute, without any event', async () => {
    const { site, tab } = await signedIn();
    site.viewer = undefined;
    // Sleep: the wall clock goes on, timers and the monotonic clock do not.
    tab.clock.jumpWall(2 * 3_600_000);
    await tab.clock.advance(60_000);
    expect(now(tab)).toMatchObject(OUT);
    expect(site.count('GET')).toBe(2);
  });

  it('13: a backend that always says "over in a moment" is not asked in a loop', async () => {
    const site = new FakeSite();
    [site.viewer, site.expiresIn] = ['ada', 0];
    const tab = site.tab();
    look(tab);
    await tab.clock.advance(60_000);
    expect(site.count('GET')).toBeLessThan(14);
  });

  it('a session without an end has no timer', async () => {
    const site = new FakeSite();
    [site.viewer, site.expiresIn] = ['ada', undefined];
    const tab = site.tab();
    look(tab);
    await settle();
    expect(tab.clock.timers).toBe(0);
  });
});

describe('a page that wakes', () => {
  it.each(['pageshow', 'visibilitychange', 'online'] as const)(
    '38, T17: by %s asks, if what it knows is a minute old',
    async (type) => {
      const { site, tab } = await signedIn();
      tab.wake(type);
      await settle();
      expect(site.count('GET')).toBe(1);
      tab.clock.jumpWall(61_000);
      site.viewer = undefined;
      tab.wake(type);
      await settle();
      expect(site.count('GET')).toBe(2);
      expect(now(tab)).toMatchObject(OUT);
    },
  );
});

describe('signing out', () => {
  it('44: is done here before it returns; then the backend is told, even if the page is left', async () => {
    const { site, tab } = await signedIn();
    const held = site.pause();
    const done = tab.session.signOut();
    expect(now(tab)).toEqual(OUT);
    await settle();
    expect(site.calls.at(-1)).toMatchObject({
      ...{ method: 'POST', path: '/auth/sign-out' },
      init: { headers: { 'X-Playgate': '1' }, keepalive: true },
    });
    held.resolve();
    await done;
    expect(tab.window.went).toEqual([]);
    expect(await tab.session.refresh()).toEqual(OUT);
  });

  it('68: with redirect it goes on to the page that the backend names', async () => {
    const { site, tab } = await signedIn();
    site.continueAt = 'https://login.example/end?client_id=app';
    await tab.session.signOut({ redirect: true });
    expect(tab.window.went).toEqual(['https://login.example/end?client_id=app']);
  });

  it('68: control: without redirect, or where none is named, it stays', async () => {
    const { site, tab } = await signedIn();
    await tab.session.signOut({ redirect: true });
    site.continueAt = 'https://login.example/end';
    await tab.session.signOut();
    expect(tab.window.went).toEqual([]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '/end', 7])(
    'A73: does not go on to %s',
    async (continueAt) => {
      const { site, tab } = await signedIn();
      site.fault = () => json({ signed_out: true, continue_at: continueAt });
      expect(await codeOf(tab.session.signOut({ redirect: true }))).toBe('invalid_response');
      expect(tab.window.went).toEqual([]);
      expect(now(tab)).toEqual(OUT);
    },
  );

  it('40, T21: an answer that lands afterwards leaves nothing behind', async () => {
    const { site, tab } = await signedIn();
    const held = site.pause();
    const refreshed = tab.session.refresh();
    await settle();
    const out = tab.session.signOut();
    held.resolve();
    await out;
    expect(await refreshed).toEqual(OUT);
    await settle();
    expect(now(tab)).toEqual(OUT);
    expect(site.calls[1]?.init.signal?.aborted).toBe(true);
  });

  it.each(Array.from({ length: 40 }, (_, ticks) => ticks))(
    '40: nor one that is %i steps on its way when the viewer signs out',
    async (ticks) => {
      const site = new FakeSite();
      site.viewer = 'ada';
      const tab = site.tab();
      const held = site.pause();
      look(tab);
      await settle();
      site.hold = undefined;
      held.resolve();
      for (let i = 0; i < ticks; i += 1) await Promise.resolve();
      const out = tab.session.signOut();
      await out;
      await settle();
      expect(now(tab)).toEqual(OUT);
    },
  );

  it('control of 40: without the sign-out it lands', async () => {
    const { site, tab } = await signedIn();
    const held = site.pause();
    site.viewer = 'bob';
    const refreshed = tab.session.refresh();
    held.resolve();
    expect(await refreshed).toEqual(bob);
  });

  it('44: a backend that cannot be reached is told later, before it is asked anything', async () => {
    const { site, tab } = await signedIn();
    site.fault = () => Promise.reject(new TypeError('fetch failed'));
    expect(await codeOf(tab.session.signOut())).toBe('network');
    expect(now(tab)).toEqual(OUT);
    const before = site.calls.length;
    site.fault = undefined;
    tab.wake('online');
    await tab.clock.advance(0);
    expect(site.calls.slice(before).map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(site.viewer).toBeUndefined();
    expect(now(tab)).toEqual(OUT);
  });

  it('A55: nor does a reload, or a new tab, bring back who signed out meanwhile', async () => {
    const { site, tab } = await signedIn();
    site.fault = () => json({}, { status: 503 });
    expect(await codeOf(tab.session.signOut())).toBe('server_error');
    tab.session.dispose();
    const next = site.tab();
    look(next);
    expect(now(next)).toEqual(OUT);
    await next.clock.advance(5000);
    expect(now(next)).toEqual(OUT);
    expect(site.viewer).toBe('ada');
    site.fault = undefined;
    await next.clock.advance(30_000);
    expect(site.viewer).toBeUndefined();
    expect(now(next)).toEqual(OUT);
    expect(next.changes()).toBe(0);
  });

  it('control of A55: a new tab with the same cookie, and nobody who signed out, is signed in', async () => {
    const { site, tab } = await signedIn();
    tab.session.dispose();
    expect(now(await anotherTab(site))).toEqual(ada);
  });

  it('a backend that says 401 has nobody to sign out', async () => {
    const { site, tab } = await signedIn();
    site.fault = () => json({}, { status: 401 });
    await tab.session.signOut();
    site.fault = undefined;
    site.viewer = undefined;
    await tab.session.refresh();
    expect(site.count('POST')).toBe(1);
  });

  it('without a page it works as far as there is one', async () => {
    const site = new FakeSite();
    site.viewer = 'ada';
    const session = createBackendSession({
      ...HANDLERS,
      fetch: async (_, init) => json(init?.method === 'POST' ? {} : { signed_in: true }),
    });
    expect(session.session.get()).toEqual({ status: 'pending' });
    expect(await session.refresh()).toEqual({ status: 'signed-in' });
    await session.signOut({ redirect: true });
    expect(await codeOf(session.signIn.redirect())).toBe('config');
    expect(await codeOf(session.signIn.popup())).toBe('config');
  });
});

describe('other tabs', () => {
  it('42, A55: hear of a sign-out at once, whatever they are waiting for, and tell the backend nothing', async () => {
    const { site, tab } = await signedIn();
    const other = await anotherTab(site);
    const held = site.pause();
    const refreshed = other.session.refresh();
    await settle();
    const out = tab.session.signOut();
    expect(now(other)).toEqual(OUT);
    held.resolve();
    await out;
    expect(await refreshed).toEqual(OUT);
    await settle();
    expect(now(other)).toEqual(OUT);
    expect(site.count('POST')).toBe(1);
  });

  it.each(['pageshow', 'visibilitychange', 'online'] as const)(
    '38, 42: one that was frozen finds the sign-out by %s, before it does anything else',
    async (type) => {
      const { site, tab } = await signedIn();
      const other = await anotherTab(site);
      other.freeze();
      await tab.session.signOut();
      expect(now(other)).toEqual(ada);
      const before = site.calls.length;
      other.wake(type);
      expect(now(other)).toEqual(OUT);
      expect(site.calls).toHaveLength(before);
    },
  );

  it('42: an answer that a frozen tab gets before it hears of the sign-out is dropped', async () => {
    const { site, tab } = await signedIn();
    const other = await anotherTab(site);
    const held = site.pause();
    const refreshed = other.session.refresh();
    await settle();
    site.hold = undefined;
    other.freeze();
    await tab.session.signOut();
    held.resolve();
    expect(await refreshed).toEqual(OUT);
    expect(now(other)).toEqual(OUT);
  });

  it('42: a mark does not end a later sign-in', async () => {
    const { site, tab } = await signedIn();
    const other = await anotherTab(site);
    await tab.session.signOut();
    site.viewer = 'ada';
    await tab.session.refresh();
    await settle();
    expect(now(other)).toEqual(ada);
    other.wake('pageshow');
    other.wake('visibilitychange');
    await settle();
    expect([now(tab), now(other)]).toEqual([ada, ada]);
  });

  it('hear of a sign-in at once', async () => {
    const site = new FakeSite();
    const [tab, other] = [await anotherTab(site), await anotherTab(site)];
    expect(now(other)).toEqual(OUT);
    site.viewer = 'ada';
    const signedInHere = await anotherTab(site);
    await settle();
    expect([tab, other, signedInHere].map(now)).toEqual([ada, ada, ada]);
  });

  it('41: hear of another viewer: the former one is gone at once, and the next is asked for', async () => {
    const { site, tab } = await signedIn();
    const seen: unknown[] = [];
    tab.session.session.subscribe(() => seen.push(now(tab)));
    site.viewer = 'bob';
    const other = await anotherTab(site);
    await settle();
    expect(seen).toEqual([OUT, bob]);
    expect(now(other)).toEqual(bob);
  });

  it('T18: 20 at once cost two asks each at most, and end in agreement', async () => {
    const site = new FakeSite();
    site.viewer = 'ada';
    const tabs = Array.from({ length: 20 }, () => site.tab());
    tabs.forEach(look);
    await settle();
    await settle();
    expect(new Set(tabs.map((tab) => JSON.stringify(now(tab))))).toEqual(
      new Set([JSON.stringify(ada)]),
    );
    expect(site.count('GET')).toBeLessThanOrEqual(40);
    const before = site.count('GET');
    await Promise.all(tabs.map((tab) => tab.clock.advance(60_000)));
    expect(site.count('GET')).toBe(before);
  });

  it('to which the backend names different viewers do not have each other ask for ever', async () => {
    const site = new FakeSite();
    let asks = 0;
    Object.defineProperty(site, 'viewer', { get: () => `viewer-${(asks += 1)}` });
    const tabs = [site.tab(), site.tab()];
    tabs.forEach(look);
    for (let i = 0; i < 50; i += 1) await settle();
    expect(site.count('GET')).toBeLessThan(14);
    const before = site.count('GET');
    await tabs[0]?.clock.advance(60_000);
    expect(site.count('GET') - before).toBeLessThan(60);
  });

  it('A58: the mark holds no name and no credential', async () => {
    const { site, tab } = await signedIn('ada.lovelace@example.org');
    const kept = (): string => JSON.stringify([...site.items]);
    expect(kept()).toContain('playgate:session');
    expect(kept()).not.toMatch(/ada|lovelace|example\.org/i);
    await tab.session.signOut();
    expect(kept()).not.toMatch(/ada|lovelace|example\.org/i);
  });

  it('two applications of one origin, whose addresses are relative, hear nothing of each other', async () => {
    const site = new FakeSite();
    site.viewer = 'ada';
    const one = site.tab({ session: 'auth/session' }, `${ORIGIN}/one/`);
    const two = site.tab({ session: 'auth/session' }, `${ORIGIN}/two/`);
    [one, two].forEach(look);
    await settle();
    await one.session.signOut();
    expect(now(one)).toEqual(OUT);
    expect(now(two)).toEqual(ada);
  });

  it('control: the same address hears, however it is written', async () => {
    const site = new FakeSite();
    site.viewer = 'ada';
    const one = site.tab({ session: '../auth/session' }, `${ORIGIN}/one/`);
    const two = site.tab({ session: new URL('/auth/session', ORIGIN) });
    [one, two].forEach(look);
    await settle();
    await one.session.signOut();
    expect(now(two)).toEqual(OUT);
  });

  it('addresses are relative to what the page says, for a sign-in as for what is fetched', async () => {
    const site = new FakeSite();
    site.viewer = 'ada';
    const page = new FakeWindow(`${ORIGIN}/app/films/1`);
    page.document.baseURI = `${ORIGIN}/app/`;
    const tab = site.tab({ page, session: 'auth/session', signIn: 'auth/sign-in' });
    look(tab);
    await tab.session.signIn.redirect();
    expect(page.went).toEqual([`${ORIGIN}/app/auth/sign-in?returnTo=%2Fapp%2Ffilms%2F1`]);
    await tab.session.refresh();
    expect([...site.items.keys()]).toEqual([`playgate:session ${ORIGIN}/app/auth/session`]);
  });

  it('storage that somebody empties costs an ask, and no session', async () => {
    const { site, tab } = await signedIn();
    site.items.clear();
    tab.wake('visibilitychange');
    await settle();
    expect(now(tab)).toEqual(ada);
    expect(tab.changes()).toBe(1);
    expect(site.count('GET')).toBe(2);
  });

  it.each(['denied', 'full'])(
    'T24: storage that is %s keeps a sign-out in its tab, and nobody comes back',
    async (how) => {
      const site = new FakeSite();
      site.viewer = 'ada';
      const refuse = (): never => {
        throw new Error('denied');
      };
      const getItem = how === 'denied' ? refuse : () => 'in 0 0';
      const tab = site.tab({ marks: { getItem, setItem: refuse } });
      look(tab);
      await settle();
      expect(now(tab)).toEqual(ada);
      site.fault = () => Promise.reject(new TypeError('fetch failed'));
      expect(await codeOf(tab.session.signOut())).toBe('network');
      site.fault = undefined;
      tab.wake('online');
      await tab.clock.advance(0);
      expect(now(tab)).toEqual(OUT);
      expect(site.viewer).toBeUndefined();
    },
  );
});

describe('signing in by redirect', () => {
  it.each([
    [undefined, '/films?x=1'],
    ['/series#2', '/series#2'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/..//evil.example', '/'],
    ['/%2f%2fevil.example', '/'],
    ['/a\r\nSet-Cookie: b', '/'],
  ])('56, A73: %j leads back to %s', async (returnTo, path) => {
    const tab = new FakeSite().tab();
    await tab.session.signIn.redirect(returnTo === undefined ? {} : { returnTo });
    const url = new URL(tab.window.went[0] ?? '');
    expect(url.origin + url.pathname).toBe(`${ORIGIN}/auth/sign-in`);
    expect(url.searchParams.get('returnTo')).toBe(path);
  });

  it('keeps the parameters of the handler’s address', async () => {
    const tab = new FakeSite().tab({ signIn: 'https://api.example/in?tenant=7' });
    await tab.session.signIn.redirect({ returnTo: '/' });
    expect(tab.window.went).toEqual(['https://api.example/in?tenant=7&returnTo=%2F']);
  });

  it('44: a sign-out that is owed is paid first; as long as it cannot be, nobody signs in, and it stays owed', async () => {
    const { site, tab } = await signedIn();
    site.fault = () => json({}, { status: 503 });
    await codeOf(tab.session.signOut());
    expect(await codeOf(tab.session.signIn.redirect())).toBe('server_error');
    expect(tab.window.went).toEqual([]);
    site.fault = undefined;
    // Who turned back half-way is not signed in as before.
    tab.session.dispose();
    expect(now(await anotherTab(site))).toEqual(OUT);
    expect(site.viewer).toBeUndefined();
  });

  it('44: control: once it is paid, the new session stays', async () => {
    const { site, tab } = await signedIn();
    site.fault = () => json({}, { status: 503 });
    await codeOf(tab.session.signOut());
    site.fault = undefined;
    await tab.session.signIn.redirect();
    expect(tab.window.went).toHaveLength(1);
    site.viewer = 'bob';
    tab.session.dispose();
    expect(now(await anotherTab(site))).toEqual(bob);
    expect(site.count('POST')).toBe(2);
  });
});

it('none of its functions needs this', async () => {
  const { site, tab } = await signedIn();
  const { refresh, callback, signOut, signIn, dispose } = tab.session;
  const { redirect } = signIn;
  expect(await refresh()).toEqual(ada);
  expect(await callback?.()).toBeUndefined();
  await redirect();
  expect(tab.window.went).toHaveLength(1);
  await signOut();
  expect(site.viewer).toBeUndefined();
  dispose();
});

describe('dispose', () => {
  it('39: ends timers, listeners and asks; is idempotent; later calls reject', async () => {
    const { site, tab } = await signedIn();
    let listeners = 0;
    const remove = vi.spyOn(tab.events, 'removeEventListener');
    const held = site.pause();
    const refreshed = codeOf(tab.session.refresh());
    await settle();
    tab.session.dispose();
    tab.session.dispose();
    listeners = remove.mock.calls.length;
    expect(listeners).toBeGreaterThanOrEqual(4);
    expect(tab.clock.timers).toBe(0);
    expect(site.calls.at(-1)?.init.signal?.aborted).toBe(true);
    held.resolve();
    await refreshed;
    const before = site.calls.length;
    tab.wake('pageshow');
    tab.events.dispatchEvent(new Event('storage'));
    await tab.clock.advance(7_200_000);
    expect(site.calls).toHaveLength(before);
    expect(now(tab)).toEqual(ada);
    expect(await codeOf(tab.session.refresh())).toBe('disposed');
    expect(await codeOf(tab.session.signOut())).toBe('disposed');
    expect(await codeOf(tab.session.signIn.redirect())).toBe('disposed');
    expect(await codeOf(tab.session.signIn.popup())).toBe('disposed');
  });

  it('48: construction touches nothing', () => {
    const site = new FakeSite();
    const add = vi.spyOn(EventTarget.prototype, 'addEventListener');
    const tab = site.tab();
    expect(add).not.toHaveBeenCalled();
    expect(tab.clock.timers).toBe(0);
    expect(site.calls).toEqual([]);
    add.mockRestore();
  });
});

describe('with a pass client', () => {
  it('42, 43: a sign-out in one tab empties the players of another at once; a sign-in fills them again', async () => {
    const { site, tab } = await signedIn();
    const other = await anotherTab(site);
    const client = createPassClient({
      source: new FakeBackend().source,
      clock: other.clock,
      wakes: other.events,
      session: other.session.session,
    });
    const authorizer = client.authorizer({ asset: 'film' });
    await authorizer.ready();
    await tab.session.signOut();
    expect(authorizer.state.get().phase).toBe('signed-out');
    expect(authorizer.apply(`${CDN}a.ts`).headers).toEqual({});
    site.viewer = 'bob';
    await tab.session.refresh();
    await settle();
    await authorizer.ready();
    expect(authorizer.apply(`${CDN}a.ts`).headers).toEqual({ Authorization: 'Bearer t2' });
  });
});
