import { Secret } from '@playgate/server';
import type { Store, ViewerToken } from '@playgate/server';
import { describe, expect, it } from 'vitest';
import type { RefreshRole, Session, Sessions } from '../src/index.ts';
import { Browser } from './stage/browser.ts';
import { SESSION_COOKIE, useStages } from './stage/stage.ts';
import type { Stage } from './stage/stage.ts';
import { TestClock } from './stage/test-clock.ts';

const createStage = useStages();
const LIFE_MS = 600_000;

/** What a test of refreshing begins with: a viewer whose access token is over. */
async function staleSession(stage: Stage, sessions: Sessions = stage.sessions): Promise<Session> {
  stage.clock.advance(LIFE_MS);
  return there(await sessions.read(stage.browser.request()));
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('There is nothing.');
  return value;
}

const countOf = (roles: readonly RefreshRole[], role: RefreshRole): number =>
  roles.filter((one) => one === role).length;

const reveal = (token: ViewerToken | undefined): string =>
  token?.accessToken instanceof Secret ? token.accessToken.reveal() : 'none';

/** Something that happens once. */
function happening(): { readonly happened: Promise<void>; readonly happens: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { happened: promise, happens: () => resolve() };
}

/** Lets the next requests of that grant wait until they are let go. */
function gate(grant: string): {
  readonly fetch: typeof fetch;
  readonly arrived: Promise<void>;
  readonly open: () => void;
} {
  const [opens, arrives] = [happening(), happening()];
  return {
    arrived: arrives.happened,
    open: opens.happens,
    async fetch(url, init) {
      const answer = await fetch(url, init);
      if (typeof init?.body === 'string' && init.body.includes(`grant_type=${grant}`)) {
        arrives.happens();
        await opens.happened;
      }
      return answer;
    },
  };
}

describe('72: an access token', () => {
  it('is the same while it lasts, and another when it is over, with one rotation', async () => {
    const stage = await createStage();
    await stage.browser.signIn();
    const session = there(await stage.sessions.read(stage.browser.request()));
    const first = there(await session.accessToken());
    expect((await session.accessToken())?.reveal()).toBe(first.reveal());
    expect(stage.grants('refresh_token')).toBe(0);
    const again = await staleSession(stage);
    const second = there(await again.accessToken());
    expect(second.reveal()).not.toBe(first.reveal());
    expect((await session.accessToken())?.reveal()).toBe(second.reveal());
    expect(stage.grants('refresh_token')).toBe(1);
  });

  it('57 A74: of a hundred callers in two instances one rotates, and nobody is signed out', async () => {
    const stage = await createStage();
    const roles: RefreshRole[] = [];
    const other = stage.instance({ onRefresh: (role) => roles.push(role) });
    await stage.browser.signIn();
    stage.clock.advance(LIFE_MS);
    const sessions = await Promise.all(
      Array.from({ length: 100 }, async (_none, i) =>
        there(await [stage.sessions, other][i % 2]?.read(stage.browser.request())),
      ),
    );
    const tokens = await Promise.all(sessions.map((session) => session.accessToken()));
    expect(new Set(tokens.map((token) => token?.reveal())).size).toBe(1);
    expect(stage.grants('refresh_token')).toBe(1);
    const all = [...stage.roles, ...roles];
    expect(countOf(all, 'refreshed')).toBe(1);
    expect(countOf(all, 'joined')).toBeGreaterThan(0);
    expect(countOf(all, 'waited')).toBeGreaterThan(0);
    // The control: the authorization server ends the session of who uses a refresh token twice.
    expect(await (await staleSession(stage)).accessToken()).toBeDefined();
  });

  it('comes for a pass with what is left of its life, a tenth kept back, two seconds at most', async () => {
    const stage = await createStage();
    await stage.browser.signIn();
    const session = there(await stage.sessions.read(stage.browser.request()));
    const { accessToken, expiresInSeconds } = there(await session.viewerToken());
    expect(accessToken).toEqual(await session.accessToken());
    expect(expiresInSeconds).toBe(598);
    stage.clock.advance(400_000);
    expect((await session.viewerToken())?.expiresInSeconds).toBe(198);
    stage.clock.advance(150_000);
    expect((await session.viewerToken())?.expiresInSeconds).toBe(598);
    expect(stage.grants('refresh_token')).toBe(1);
  });

  it('50: that the media server refuses is another one for the next pass, once for all that were refused', async () => {
    const stage = await createStage();
    await stage.browser.signIn();
    const session = there(await stage.sessions.read(stage.browser.request()));
    const first = there(await session.viewerToken());
    stage.clock.advance(2000);
    // Control: who was refused nothing gets the one that lasts.
    expect((await session.viewerToken())?.accessToken).toEqual(first.accessToken);
    const others = await Promise.all(
      Array.from({ length: 5 }, async () =>
        there(await stage.sessions.read(stage.browser.request())).viewerToken({ fresh: true }),
      ),
    );
    const [second] = others.map(reveal);
    expect(new Set(others.map(reveal))).toEqual(new Set([second]));
    expect(second).not.toBe(reveal(first));
    // One that is refused a moment later asks for those that others have got.
    expect(reveal(await session.viewerToken({ fresh: true }))).toBe(second);
    expect(stage.grants('refresh_token')).toBe(1);
    stage.clock.advance(2000);
    expect(reveal(await session.viewerToken({ fresh: true }))).not.toBe(second);
  });

  it('61: that cannot be replaced, because the consent is gone, is none: the viewer must sign in', async () => {
    const stage = await createStage();
    await stage.browser.signIn();
    const session = there(await stage.sessions.read(stage.browser.request()));
    await stage.sandbox.tell('authorization', 'revokeGrants', { account: 'ada' });
    stage.clock.advance(2000);
    expect(await session.viewerToken()).toBeDefined();
    expect(await session.viewerToken({ fresh: true })).toBeUndefined();
    expect(await stage.sessions.read(stage.browser.request())).toBeUndefined();
  });

  it('57: is renewed ahead by one, while the others take the old one', async () => {
    const way = gate('refresh_token');
    const stage = await createStage({ fetch: way.fetch });
    await stage.browser.signIn();
    const session = there(await stage.sessions.read(stage.browser.request()));
    const old = (await session.accessToken())?.reveal();
    stage.clock.advance(550_000);
    const other = there(await stage.instance().read(stage.browser.request()));
    const renewed = session.accessToken();
    await way.arrived;
    expect((await session.accessToken())?.reveal()).toBe(old);
    expect((await other.accessToken())?.reveal()).toBe(old);
    way.open();
    expect((await renewed)?.reveal()).not.toBe(old);
    expect(countOf(stage.roles, 'served')).toBeGreaterThan(0);
  });

  it('25: that still lasts is no worse for a renewal that fails, which is not tried again at once', async () => {
    const stage = await createStage({ retries: 0 });
    await stage.browser.signIn();
    const session = there(await stage.sessions.read(stage.browser.request()));
    const old = (await session.accessToken())?.reveal();
    stage.clock.advance(550_000);
    await stage.sandbox.addFault({
      where: { listener: 'authorization', path: '/token' },
      do: { action: 'status', status: 503, retryAfter: 20 },
      times: 1,
    });
    for (let i = 0; i < 5; i += 1) expect((await session.accessToken())?.reveal()).toBe(old);
    expect(stage.grants('refresh_token')).toBe(1);
    stage.clock.advance(20_000);
    expect((await session.accessToken())?.reveal()).not.toBe(old);
  });

  it('is another when this one was refused, once for all who say so', async () => {
    const stage = await createStage();
    await stage.browser.signIn();
    const session = there(await stage.sessions.read(stage.browser.request()));
    const refused = there(await session.accessToken());
    const other = await session.accessToken({ refused });
    expect(other?.reveal()).not.toBe(refused.reveal());
    expect((await session.accessToken({ refused }))?.reveal()).toBe(other?.reveal());
    expect((await session.accessToken({ refused: new Secret('x') }))?.reveal()).toBe(
      other?.reveal(),
    );
    expect(stage.grants('refresh_token')).toBe(1);
  });

  it('57: is not lost when the viewer comes by meanwhile, which is written down otherwise', async () => {
    const way = gate('refresh_token');
    const stage = await createStage({ fetch: way.fetch, idleSeconds: 100 });
    await stage.browser.signIn();
    const session = there(await stage.sessions.read(stage.browser.request()));
    const refused = there(await session.accessToken());
    const renewed = session.accessToken({ refused });
    await way.arrived;
    stage.clock.advance(10_000);
    await stage.instance().read(stage.browser.request());
    way.open();
    expect((await renewed)?.reveal()).not.toBe(refused.reveal());
    stage.clock.advance(95_000);
    // Nobody wrote down that the viewer came by, as the session was claimed; so it is over now.
    expect(await stage.sessions.read(stage.browser.request())).toBeUndefined();
    expect(stage.roles).toEqual(['refreshed']);
  });

  it('32: a caller who goes away ends its own wait only', async () => {
    const way = gate('refresh_token');
    const stage = await createStage({ fetch: way.fetch });
    await stage.browser.signIn();
    const session = await staleSession(stage);
    const leaving = new AbortController();
    const gone = session.accessToken({ signal: leaving.signal });
    const stays = session.accessToken();
    await way.arrived;
    leaving.abort(new Error('closed'));
    await expect(gone).rejects.toMatchObject({ code: 'aborted' });
    way.open();
    expect(await stays).toBeDefined();
    expect(stage.roles).toEqual(['joined']);
  });
});

describe('61: a refresh that fails', () => {
  it.each([
    ['503', { action: 'status', status: 503 } as const, 'vendor_status'],
    ['429', { action: 'status', status: 429 } as const, 'vendor_rate_limited'],
    ['a page of HTML', { action: 'html' } as const, 'vendor_response'],
    ['no connection', { action: 'reset' } as const, 'vendor_connection'],
  ])('with %s leaves the session as it was', async (_what, fault, code) => {
    const stage = await createStage();
    await stage.browser.signIn();
    const session = await staleSession(stage);
    await stage.sandbox.addFault({
      where: { listener: 'authorization', path: '/token' },
      do: fault,
      times: 1,
    });
    await expect(session.accessToken()).rejects.toMatchObject({ code });
    await expect(session.accessToken()).rejects.toMatchObject({ code: 'vendor_rate_limited' });
    stage.clock.advance(1000);
    expect(stage.events.at(-1)).toMatchObject({ type: 'refresh-failed' });
    expect(await session.accessToken()).toBeDefined();
    expect(stage.grants('refresh_token')).toBe(2);
  });

  it.each([400, 401, 403])('with a bare %s counts after it was confirmed', async (status) => {
    const stage = await createStage();
    await stage.browser.signIn();
    const session = await staleSession(stage);
    const fault = { where: { path: '/token' }, do: { action: 'status', status } } as const;
    await stage.sandbox.addFault({ ...fault, times: 1 });
    const kept = there(await session.accessToken());
    stage.clock.advance(LIFE_MS);
    await stage.sandbox.addFault({ ...fault, times: 2 });
    expect(await session.accessToken({ refused: kept })).toBeUndefined();
    expect(await stage.sessions.read(stage.browser.request())).toBeUndefined();
    expect(stage.events.at(-1)).toMatchObject({ type: 'session-lost', viewer: 'ada' });
  });

  it('A74: is final when the authorization server has ended the grant: one new sign-in, no loop', async () => {
    const stage = await createStage();
    await stage.browser.signIn();
    const session = await staleSession(stage);
    await stage.sandbox.tell('authorization', 'revokeGrants', {});
    const all = await Promise.all(Array.from({ length: 20 }, () => session.accessToken()));
    expect(new Set(all)).toEqual(new Set([undefined]));
    expect(stage.grants('refresh_token')).toBe(1);
    expect(await stage.sessions.read(stage.browser.request())).toBeUndefined();
    expect(stage.events.filter(({ type }) => type === 'session-lost')).toHaveLength(1);
    await stage.browser.signIn();
    expect(await stage.sessions.read(stage.browser.request())).toBeDefined();
  });
});

describe('59: an instance that dies', () => {
  /** An instance of which nothing comes back from then on. */
  const died = new Promise<never>(() => {});
  /** Its time stands still, so that none of its deadlines comes. */
  const stopped = ({ clock }: Stage): TestClock => new TestClock(clock.now() + LIFE_MS);

  it('before it has sent: another takes over, nothing is lost', async () => {
    const stage = await createStage();
    await stage.browser.signIn();
    const sends = happening();
    const dying = stage.instance({
      clock: stopped(stage),
      fetch: (url, init) => {
        if (!isRefresh(init)) return fetch(url, init);
        sends.happens();
        return died;
      },
    });
    void (await staleSession(stage, dying)).accessToken();
    await sends.happened;
    const waits = happening();
    const other = stage.instance({ onRefresh: waits.happens });
    const session = there(await other.read(stage.browser.request()));
    const waiting = session.accessToken();
    await waits.happened;
    expect(stage.grants('refresh_token')).toBe(0);
    stage.clock.advance(25_000);
    expect(await waiting).toBeDefined();
    expect(stage.grants('refresh_token')).toBe(1);
    expect(stage.events.some(({ type }) => type === 'session-lost')).toBe(false);
  });

  it.each([
    ['in the server’s grace: the next attempt gets tokens', 60, true],
    ['without a grace: the session is lost, which costs one new sign-in', 0, false],
  ])('after the server has rotated, %s', async (_outcome, rotationGraceSeconds, survives) => {
    const stage = await createStage();
    await stage.sandbox.tell('authorization', 'setPolicy', { rotationGraceSeconds });
    await stage.browser.signIn();
    const rotates = happening();
    const dying = stage.instance({
      clock: stopped(stage),
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (!isRefresh(init)) return answer;
        rotates.happens();
        return died;
      },
    });
    void (await staleSession(stage, dying)).accessToken();
    await rotates.happened;
    stage.clock.advance(25_000);
    const session = there(await stage.sessions.read(stage.browser.request()));
    expect((await session.accessToken()) !== undefined).toBe(survives);
    expect((await stage.sessions.read(stage.browser.request())) !== undefined).toBe(survives);
    expect(stage.grants('refresh_token')).toBe(1);
    await stage.sandbox.tell('authorization', 'setPolicy', { rotationGraceSeconds: 0 });
  });

  it('after the tokens are stored: the next caller finds them', async () => {
    const stage = await createStage();
    await stage.browser.signIn();
    const dying = stage.instance({
      audit: ({ type }) => (type === 'refreshed' ? died : undefined),
    });
    void (await staleSession(stage, dying)).accessToken();
    const session = there(await stage.sessions.read(stage.browser.request()));
    expect(await session.accessToken()).toBeDefined();
    expect(stage.grants('refresh_token')).toBe(1);
  });

  it('or sleeps through its claim, sends nothing afterwards: another has taken over', async () => {
    const stage = await createStage();
    await stage.browser.signIn();
    let sleeps = false;
    const [claims, wakes] = [happening(), happening()];
    const slept: Store = {
      ...stage.store,
      async replace(...written) {
        const wrote = await stage.store.replace(...written);
        if (sleeps) claims.happens();
        if (sleeps) await wakes.happened;
        return wrote;
      },
    };
    const sleeper = stage.instance({ store: slept });
    const sleeping = await staleSession(stage, sleeper);
    sleeps = true;
    const late = sleeping.accessToken();
    await claims.happened;
    stage.clock.advance(25_000);
    const session = there(await stage.sessions.read(stage.browser.request()));
    const token = await session.accessToken();
    wakes.happens();
    expect((await late)?.reveal()).toBe(token?.reveal());
    expect(stage.grants('refresh_token')).toBe(1);
  });

  it('or waits for the metadata through its claim, sends nothing afterwards', async () => {
    const stage = await createStage();
    await stage.browser.signIn();
    const [looks, knows] = [happening(), happening()];
    const cold = stage.instance({
      fetch: async (url, init) => {
        if (JSON.stringify(url).includes('openid-configuration')) {
          looks.happens();
          await knows.happened;
        }
        return stage.options.fetch?.(url, init) ?? fetch(url, init);
      },
    });
    const late = (await staleSession(stage, cold)).accessToken();
    await looks.happened;
    expect(stage.grants('refresh_token')).toBe(0);
    stage.clock.advance(25_000);
    const session = there(await stage.sessions.read(stage.browser.request()));
    const token = await session.accessToken();
    knows.happens();
    expect((await late)?.reveal()).toBe(token?.reveal());
    expect(stage.grants('refresh_token')).toBe(1);
    // The control: the authorization server ends the session of who uses a refresh token twice.
    stage.clock.advance(LIFE_MS);
    expect(await session.accessToken()).toBeDefined();
  });

  it('61: does not ask again for a bare 400 that its claim leaves no time for', async () => {
    let isSlow = true;
    const stage = await createStage({
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (isRefresh(init) && isSlow) stage.clock.advance(10_000);
        return answer;
      },
    });
    await stage.browser.signIn();
    const session = await staleSession(stage);
    const fault = { where: { path: '/token' }, do: { action: 'status', status: 400 } } as const;
    await stage.sandbox.addFault({ ...fault, times: 1 });
    await expect(session.accessToken()).rejects.toMatchObject({ code: 'vendor_timeout' });
    expect(stage.events.at(-1)).toMatchObject({ type: 'refresh-failed' });
    isSlow = false;
    stage.clock.advance(1000);
    expect(await session.accessToken()).toBeDefined();
    // The control: in time it is asked again, and then counts.
    stage.clock.advance(LIFE_MS);
    await stage.sandbox.addFault({ ...fault, times: 2 });
    expect(await session.accessToken()).toBeUndefined();
  });

  it('58: tokens that are got are stored when the store is back, also if its last word was lost', async () => {
    const stage = await createStage();
    await stage.browser.signIn();
    let failures = 0;
    const shaky: Store = {
      ...stage.store,
      async replace(...written) {
        const wrote = await stage.store.replace(...written);
        // The second write of a refresh is that of the tokens; it is done, and nobody hears of it.
        failures += 1;
        if (failures === 2 || failures === 3) throw new Error('connection lost');
        return wrote;
      },
    };
    const session = await staleSession(stage, stage.instance({ store: stage.store }));
    const over = await stage.instance({ store: shaky }).read(stage.browser.request());
    expect(await there(over).accessToken()).toBeDefined();
    expect(failures).toBeGreaterThan(2);
    expect(await session.accessToken()).toBeDefined();
    expect(stage.grants('refresh_token')).toBe(1);
  });

  const isRefresh = (init: RequestInit | undefined): boolean =>
    typeof init?.body === 'string' && init.body.includes('grant_type=refresh_token');
});

describe('a session without a refresh token', () => {
  it('lasts on, and says that it has no token when that is over', async () => {
    const stage = await createStage();
    await stage.browser.signIn();
    const own = stage.instance({
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (!JSON.stringify(url).endsWith('/token"')) return answer;
        const { refresh_token: _dropped, ...rest } = JSON.parse(await answer.text());
        return Response.json(rest, { status: answer.status });
      },
    });
    const browser = new Browser(() => own);
    await browser.signIn();
    expect(browser.cookies.has(SESSION_COOKIE)).toBe(true);
    stage.clock.advance(LIFE_MS);
    const session = there(await own.read(browser.request()));
    expect(await session.accessToken()).toBeUndefined();
    expect(session.viewer).toBe('ada');
  });
});

describe('73: what a session may do', () => {
  it('is never widened by a refresh: a token that may do more is given to nobody', async () => {
    let scope: string | undefined;
    const stage = await createStage({
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (typeof init?.body !== 'string' || !init.body.includes('=refresh_token')) return answer;
        return Response.json({ ...JSON.parse(await answer.text()), ...(scope && { scope }) });
      },
    });
    await stage.browser.signIn();
    const granted = there(await stage.sessions.read(stage.browser.request())).scopes;
    // Less is what it may do from then on, until the server gives all of it again.
    for (const given of ['videos:play', there(granted).join(' ')]) {
      scope = given;
      await there(await staleSession(stage)).accessToken();
      const { scopes } = there(await stage.sessions.read(stage.browser.request()));
      expect(scopes).toEqual(given.split(' '));
    }
    scope = `${there(granted).join(' ')} videos:write`;
    const session = await staleSession(stage);
    await expect(session.accessToken()).rejects.toMatchObject({ code: 'vendor_response' });
    expect(there(await stage.sessions.read(stage.browser.request())).scopes).toEqual(granted);
    expect(stage.events.at(-1)).toMatchObject({ type: 'refresh-failed', code: 'vendor_response' });
    // The control: without it there is a token again.
    scope = undefined;
    stage.clock.advance(60_000);
    expect(await session.accessToken()).toBeDefined();
  });
});
