import { createPassHandler, deny, grant } from '@playgate/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Handler } from '../src/index.ts';
import { APP, Browser } from './stage/browser.ts';
import { hasNginx, startSharedCache } from './stage/nginx.ts';
import type { CachedAnswer, SharedCache } from './stage/nginx.ts';
import { plainVendor } from './stage/plain-vendor.ts';
import { SESSION_COOKIE, useStages } from './stage/stage.ts';

/** What an application, or something before it, may take from an answer. */
type Stripped = readonly string[];

const PAGE = { origin: APP, 'sec-fetch-site': 'same-origin', 'x-playgate': '1' };
const JSON_BODY = { 'content-type': 'application/json' };

describe.runIf(hasNginx())('A79: behind a cache that gives everybody what it keeps', () => {
  const createStage = useStages();
  let cache: SharedCache;
  let handlers: Readonly<Record<string, Handler>> = {};
  let stripped: Stripped = [];
  beforeAll(async () => {
    cache = await startSharedCache(async (request) => {
      const { pathname } = new URL(request.url);
      const [, handler] =
        Object.entries(handlers).find(([path]) => pathname.startsWith(path)) ?? [];
      const answer = (await handler?.(request)) ?? new Response(null, { status: 404 });
      const bare = new Response(answer.body, answer);
      for (const name of stripped) bare.headers.delete(name);
      return bare;
    });
  });
  afterAll(() => cache.close());

  /** Two viewers who are signed in. Each test has paths of its own, so that none finds what another has left. */
  async function twoViewers(own: string) {
    stripped = [];
    const { sessions } = await createStage();
    handlers = {
      [`/${own}/session`]: sessions.session,
      [`/${own}/token`]: sessions.tokenHandler({ scope: 'videos:play' }),
      [`/${own}/sign-out`]: sessions.signOut,
      [`/${own}/sign-in`]: sessions.signIn,
      [`/${own}/callback`]: sessions.callback,
      [`/${own}/pass`]: createPassHandler({
        vendor: plainVendor,
        decide: async (request, { asset }) => {
          const session = await sessions.read(request);
          return session ? grant({ asset, viewer: session.viewer }) : deny('unauthenticated');
        },
        origins: [APP],
      }),
    };
    const [ada, grace] = [new Browser(() => sessions), new Browser(() => sessions)];
    await ada.signIn();
    await grace.signIn('', { user: 'grace' });
    const ask = (browser: Browser, path: string, init: RequestInit = {}): Promise<CachedAnswer> => {
      const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
      const headers = { ...PAGE, ...Object.fromEntries(new Headers(init.headers)), cookie };
      return cache.fetch(new Request(`${APP}/${own}${path}`, { ...init, headers }));
    };
    return { ada, grace, nobody: new Browser(() => sessions), ask };
  }

  it.each<[string, string, RequestInit]>([
    ['who is signed in', '/session', {}],
    ['a token', '/token', { method: 'POST', headers: JSON_BODY, body: '{}' }],
    [
      'a pass',
      '/pass',
      { method: 'POST', headers: JSON_BODY, body: '{"version":1,"asset":"film"}' },
    ],
  ])('each viewer gets their own: %s', async (_what, path, init) => {
    const { ada, grace, nobody, ask } = await twoViewers(`own${path.slice(1)}`);
    const answers = [];
    for (const browser of [ada, grace, nobody, ada]) answers.push(await ask(browser, path, init));
    expect(answers.map(({ isHit }) => isHit)).toEqual([false, false, false, false]);
    expect(answers.slice(0, 2).map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]?.text).not.toBe(answers[0]?.text);
    expect(answers[2]?.text).not.toMatch(/"ada"|"grace"|"token"|"rules"/);
    // The control: without our headers the next one gets what the one before was told.
    stripped = ['cache-control', 'vary'];
    const leaked = [await ask(ada, `${path}2`, init), await ask(grace, `${path}2`, init)];
    expect(leaked.map(({ isHit }) => isHit)).toEqual([false, true]);
    expect(leaked[1]?.text).toBe(leaked[0]?.text);
  });

  it('A80: where somebody has taken the no-store away, what they are told still depends on who asks', async () => {
    const { ada, grace, ask } = await twoViewers('vary');
    stripped = ['cache-control'];
    const told = [await ask(ada, '/session'), await ask(grace, '/session')];
    expect(told.map(({ isHit, text }) => [isHit, JSON.parse(text).viewer])).toEqual([
      [false, 'ada'],
      [false, 'grace'],
    ]);
    expect((await ask(ada, '/session')).isHit).toBe(true);
  });

  it('A81: refusals are kept as little', async () => {
    const { ada, nobody, ask } = await twoViewers('refusals');
    const json = { method: 'POST', headers: JSON_BODY, body: '{}' };
    for (const [browser, path, init, status] of [
      [nobody, '/token', json, 401],
      [ada, '/token', { ...json, headers: { ...JSON_BODY, 'x-playgate': '0' } }, 403],
      [ada, '/token', { ...json, headers: {} }, 415],
      [ada, '/token', { ...json, body: '{' }, 400],
      [ada, '/token', {}, 405],
      [nobody, '/callback', {}, 400],
      [nobody, '/sign-in', { headers: { 'sec-purpose': 'prefetch' } }, 204],
    ] as const)
      for (let i = 0; i < 2; i += 1) {
        const answer = await ask(browser, path, init);
        expect([answer.status, answer.isHit]).toEqual([status, false]);
      }
    expect((await ask(ada, '/token', json)).status).toBe(200);
  });

  it('nobody gets the cookie of another: not of a sign-in, nor its session, nor a sign-out', async () => {
    const { ada, nobody, ask } = await twoViewers('cookies');
    const visit = { headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' } };
    const begun = [await ask(nobody, '/sign-in', visit), await ask(nobody, '/sign-in', visit)];
    expect(begun.map(({ isHit, status }) => [isHit, status])).toEqual([
      [false, 303],
      [false, 303],
    ]);
    expect(new Set(begun.flatMap(({ cookies }) => cookies)).size).toBe(2);
    const first = await ada.open(`${APP}/auth/sign-in`, { from: 'app' });
    const back = new URL(await ada.authorize(first.headers.get('location') ?? ''));
    const arrived = await ask(ada, `/callback${back.search}`, visit);
    expect([arrived.status, arrived.cookies.join()]).toEqual([
      303,
      expect.stringContaining(SESSION_COOKIE),
    ]);
    // The same address, which has leaked, in another browser.
    const thief = await ask(nobody, `/callback${back.search}`, visit);
    expect([thief.status, thief.cookies, thief.isHit]).toEqual([400, [], false]);
    const out = await ask(ada, '/sign-out', { method: 'POST' });
    expect(out.cookies.join()).toContain('Max-Age=0');
    expect((await ask(nobody, '/sign-out', { method: 'POST' })).isHit).toBe(false);
    // The control: nginx refuses to keep cookies by itself; without them, and our headers, it gives the thief what it kept.
    stripped = ['cache-control', 'set-cookie', 'vary'];
    const bare = [await ask(nobody, '/sign-in2', visit), await ask(nobody, '/sign-in2', visit)];
    expect(bare.map(({ isHit }) => isHit)).toEqual([false, true]);
  });
});
