import { inspect } from 'node:util';
import { deny } from '@playgate/server';
import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../../src/index.ts';
import type { SessionOptions, TokenHandlerOptions } from '../../src/index.ts';
import { Browser } from '../stage/browser.ts';
import { SESSION_COOKIE, useStages } from '../stage/stage.ts';
import type { Stage } from '../stage/stage.ts';

const createStage = useStages();
const TOKEN = '/auth/token';
const PLAY = 'videos:play';

interface Given {
  readonly token: string;
  readonly expires_in: number;
  readonly issued_at: number;
}

/** A viewer who is signed in, and whose pages may have a token that plays. */
async function pageStage(
  wanted: Partial<TokenHandlerOptions> = {},
  options: Partial<SessionOptions> = {},
) {
  const stage = await createStage(options);
  const handle = stage.sessions.tokenHandler({ scope: PLAY, ...wanted });
  const browser = new Browser(() => stage.sessions, { [TOKEN]: handle });
  await browser.signIn();
  const ask = (json: unknown = {}): Promise<Response> => browser.call(TOKEN, { json });
  const give = async (json?: unknown): Promise<Given> => {
    const answer = await ask(json);
    expect(answer.status).toBe(200);
    return JSON.parse(await answer.text());
  };
  return { ...stage, browser, ask, give };
}

/** What STAPI answers to a token: the film, and the list of videos. */
async function opens({ sandbox }: Stage, token: string): Promise<readonly [number, number]> {
  const { stapi } = sandbox.addresses;
  const get = async (path: string): Promise<Response> =>
    fetch(stapi + path, { headers: { authorization: `Bearer ${token}` } });
  const [film, list] = await Promise.all([
    get('/media/launch-film/master.m3u8'),
    get('/v1/videos'),
  ]);
  return [film.status, list.status];
}

/** A `fetch` that bends what the token endpoint answers to a refresh. */
const bending =
  (bend: (answer: Readonly<Record<string, unknown>>) => unknown): typeof fetch =>
  async (url, init) => {
    const answer = await fetch(url, init);
    if (typeof init?.body !== 'string' || !init.body.includes('=refresh_token')) return answer;
    return Response.json(bend(JSON.parse(await answer.text())));
  };

describe('73: a page’s token', () => {
  it('plays films at STAPI and may do nothing else, which the session’s own token may', async () => {
    const { give, browser, sessions, sandbox, ...stage } = await pageStage();
    const { token } = await give();
    expect(await opens({ ...stage, sandbox, sessions, browser }, token)).toEqual([200, 403]);
    const session = await sessions.read(browser.request());
    const own = (await session?.accessToken())?.reveal() ?? '';
    expect(own).not.toBe(token);
    expect(await opens({ ...stage, sandbox, sessions, browser }, own)).toEqual([200, 200]);
  });

  it('70, A57, A79: comes with what is left of its life and the time it is now, and nobody may keep it', async () => {
    const { ask, clock } = await pageStage();
    const answer = await ask();
    expect(await answer.json()).toEqual({
      token: expect.stringMatching(/^[\w-]{20,}$/),
      expires_in: 598,
      issued_at: clock.now() / 1000,
    });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      vary: 'Origin, Sec-Fetch-Site, Cookie',
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "frame-ancestors 'none'",
    });
  });

  it('is for one resource, if that is wanted: it opens what lies below, and nothing beside', async () => {
    const { sandbox } = await createStage();
    const { stapi } = sandbox.addresses;
    const media = `${stapi}/media`;
    const stage = await pageStage({ resource: media }, { resource: [stapi, media] });
    expect(await opens(stage, (await stage.give()).token)).toEqual([200, 403]);
    const session = await stage.sessions.read(stage.browser.request());
    const own = (await session?.accessToken())?.reveal() ?? '';
    expect(await opens(stage, own)).toEqual([200, 200]);
    // The control: by its scopes alone it would open both.
    const all = 'videos:read videos:play';
    const wide = await session?.viewerToken({ scope: all, resource: stapi });
    const narrow = await session?.viewerToken({ scope: all, resource: media });
    expect(await opens(stage, String(reveal(wide)))).toEqual([200, 200]);
    expect(await opens(stage, String(reveal(narrow)))).toEqual([200, 403]);
  });

  it.each([
    ['more scopes', { scope: 'videos:play videos:write' }, 502],
    ['a longer life than is wanted', { expires_in: 7200 }, 500],
    ['no end', { expires_in: undefined }, 500],
  ])('is not given with %s, and the audit hears of it', async (_what, bent, status) => {
    let isBent = true;
    const fetch = bending((answer) => (isBent ? { ...answer, ...bent } : answer));
    const { ask, give, clock, events } = await pageStage({}, { fetch });
    const answer = await ask();
    expect([answer.status, JSON.parse(await answer.text()).token]).toEqual([status, undefined]);
    expect(events.at(-1)).toMatchObject({ type: 'token-refused', viewer: 'ada' });
    // The control: the same without that. The refresh token, which was replaced, is kept.
    isBent = false;
    clock.advance(60_000);
    expect((await give({ fresh: true })).token).toBeDefined();
  });

  it('A77: is not given as a Bearer where it is bound to a key', async () => {
    const fetch = bending((answer) => ({ ...answer, token_type: 'DPoP' }));
    const { ask } = await pageStage({}, { fetch });
    const answer = await ask();
    expect([answer.status, JSON.parse(await answer.text()).token]).toEqual([502, undefined]);
  });

  it('may last longer where that is wanted', async () => {
    const fetch = bending((answer) => ({ ...answer, expires_in: 7200 }));
    const { give } = await pageStage({ longestSeconds: 7200 }, { fetch });
    expect((await give()).expires_in).toBe(7198);
  });

  it('is no token where the authorization server does not allow its scopes to this viewer', async () => {
    const refusing: typeof fetch = async (url, init) => {
      const form = new URLSearchParams(typeof init?.body === 'string' ? init.body : '');
      return form.get('grant_type') === 'refresh_token' && form.has('scope')
        ? Response.json({ error: 'invalid_scope' }, { status: 400 })
        : fetch(url, init);
    };
    const { ask, sessions, browser, events, clock } = await pageStage({}, { fetch: refusing });
    clock.advance(600_000);
    const answer = await ask();
    expect([answer.status, await answer.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'forbidden' }),
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'token-refused', code: 'forbidden' });
    // The session's own is not held up by that.
    expect(await (await sessions.read(browser.request()))?.accessToken()).toBeDefined();
  });

  it.each([
    [
      'answers invalid_scope',
      403,
      () => Response.json({ error: 'invalid_scope' }, { status: 400 }),
    ],
    [
      'answers invalid_target',
      502,
      () => Response.json({ error: 'invalid_target' }, { status: 400 }),
    ],
    ['gives more', 502, undefined],
  ])('is ordered once a minute where the server %s', async (_what, status, refuse) => {
    let orders = 0;
    let isBent = true;
    const counting: typeof fetch = async (url, init) => {
      const form = new URLSearchParams(typeof init?.body === 'string' ? init.body : '');
      if (form.get('grant_type') !== 'refresh_token' || !form.has('scope')) return fetch(url, init);
      orders += 1;
      if (!isBent) return fetch(url, init);
      if (refuse !== undefined) return refuse();
      const answer = JSON.parse(await (await fetch(url, init)).text());
      return Response.json({ ...answer, scope: `${PLAY} videos:write` });
    };
    const { ask, give, sessions, browser, clock } = await pageStage({}, { fetch: counting });
    for (let i = 0; i < 5; i += 1) {
      expect((await ask()).status).toBe(status);
      clock.advance(11_999);
    }
    expect(orders).toBe(1);
    const session = await sessions.read(browser.request());
    expect(await session?.accessToken()).toBeDefined();
    // The control: after that minute it is ordered again.
    isBent = false;
    clock.advance(5);
    expect((await give()).token).toBeDefined();
    expect(orders).toBe(2);
  });

  it('61: ends the session where the server says that the refresh token is none, whatever it was sent for', async () => {
    let isOver = true;
    const { ask, sessions, browser, events } = await pageStage(
      {},
      {
        fetch: async (url, init) =>
          typeof init?.body === 'string' && init.body.includes('=refresh_token') && isOver
            ? Response.json({ error: 'invalid_grant' }, { status: 400 })
            : fetch(url, init),
      },
    );
    expect((await ask()).status).toBe(401);
    expect(events.map(({ type }) => type)).toContain('session-lost');
    expect(await sessions.read(browser.request())).toBeUndefined();
    // The control: one that is good.
    isOver = false;
    await browser.signIn();
    expect((await ask()).status).toBe(200);
  });

  it('20: is never one that has ended while another was asked for', async () => {
    let refuses = false;
    let takes = 60_000;
    const { ask, give, clock } = await pageStage(
      {},
      {
        retries: 0,
        fetch: async (url, init) => {
          if (!refuses || typeof init?.body !== 'string') return fetch(url, init);
          clock.advance(takes);
          return new Response(null, { status: 503 });
        },
      },
    );
    await give();
    clock.advance(545_000);
    refuses = true;
    const answer = await ask();
    expect([answer.status, JSON.parse(await answer.text()).token]).toEqual([502, undefined]);
    // The control: while it lasts, a renewal that fails is no error.
    refuses = false;
    clock.advance(1000);
    await give();
    clock.advance(545_000);
    [refuses, takes] = [true, 10_000];
    expect((await give()).expires_in).toBe(43);
  });

  it.each([
    ['is asked for once more', 1, 200],
    ['is an error of the server’s if the next one is so, too', 2, 502],
  ])('20: that is over when it arrives %s', async (_what, slowAnswers, status) => {
    let slow = slowAnswers;
    const { ask, clock } = await pageStage(
      {},
      {
        timeoutMs: 20_000,
        fetch: async (url, init) => {
          const answer = await fetch(url, init);
          if (typeof init?.body !== 'string' || !init.body.includes('=refresh_token'))
            return answer;
          if (slow > 0) clock.advance(10_000);
          const expires_in = slow > 0 ? 10 : 600;
          slow -= 1;
          return Response.json({ ...JSON.parse(await answer.text()), expires_in });
        },
      },
    );
    const answer = await ask();
    const body = JSON.parse(await answer.text());
    expect([answer.status, body.expires_in]).toEqual([status, status === 200 ? 598 : undefined]);
    expect(slow).toBe(status === 200 ? -1 : 0);
  });

  it('needs a refresh token to be got with, and says so to the operator', async () => {
    const stage = await createStage();
    const sessions = stage.instance({
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (!JSON.stringify(url).endsWith('/token"')) return answer;
        const { refresh_token: _dropped, ...rest } = JSON.parse(await answer.text());
        return Response.json(rest, { status: answer.status });
      },
    });
    const browser = new Browser(() => sessions, {
      [TOKEN]: sessions.tokenHandler({ scope: PLAY }),
    });
    await browser.signIn();
    expect((await browser.call(TOKEN, { json: {} })).status).toBe(500);
    expect(stage.events.at(-1)).toMatchObject({
      ...{ type: 'token-refused', code: 'config' },
      error: expect.objectContaining({ message: expect.stringContaining('offline_access') }),
    });
  });
});

describe('72: tokens of pages', () => {
  it('are one for all tabs while it lasts, and do not stand in the way of the session’s own', async () => {
    const { give, sessions, browser, clock, grants } = await pageStage();
    clock.advance(600_000);
    const session = await sessions.read(browser.request());
    const [own, ...given] = await Promise.all([
      session?.accessToken(),
      ...Array.from({ length: 20 }, () => give()),
    ]);
    const tokens = new Set(given.map(({ token }) => token));
    expect([tokens.size, tokens.has(own?.reveal() ?? '')]).toEqual([1, false]);
    // One for the session and one for the pages, one after the other: nobody was signed out.
    expect(grants('refresh_token')).toBe(2);
    expect([...tokens]).toContain((await give()).token);
    expect((await session?.accessToken())?.reveal()).toBe(own?.reveal());
    expect(grants('refresh_token')).toBe(2);
    clock.advance(599_000);
    expect([...tokens]).not.toContain((await give()).token);
    expect((await session?.accessToken())?.reveal()).not.toBe(own?.reveal());
    expect(grants('refresh_token')).toBe(4);
  });

  it('50: are replaced when the media server refuses one, once for all tabs that say so', async () => {
    const { give, clock, grants } = await pageStage();
    const first = await give();
    clock.advance(2000);
    expect((await give()).token).toBe(first.token);
    const tabs = await Promise.all([1, 2, 3].map(() => give({ fresh: true })));
    const [second, ...others] = tabs.map(({ token }) => token);
    expect(second).not.toBe(first.token);
    expect(new Set(others)).toEqual(new Set([second]));
    expect(grants('refresh_token')).toBe(2);
  });
});

describe('no page gets a token', () => {
  const unauthenticated = [401, expect.objectContaining({ code: 'unauthenticated' })];
  const said = async (answer: Response): Promise<unknown> => [answer.status, await answer.json()];

  it('A13 without a session, or with one that is over, here or at the authorization server', async () => {
    const { ask, give, browser, sessions, sandbox, clock } = await pageStage();
    const cookie = browser.cookies.get(SESSION_COOKIE) ?? '';
    browser.setCookie(SESSION_COOKIE, 'x'.repeat(43));
    expect(await said(await ask())).toEqual(unauthenticated);
    browser.setCookie(SESSION_COOKIE, cookie);
    await give();
    await sandbox.tell('authorization', 'revokeGrants', { account: 'ada' });
    clock.advance(2000);
    expect(await said(await ask({ fresh: true }))).toEqual(unauthenticated);
    await browser.signIn();
    await give();
    await sessions.revokeAll('ada');
    expect(await said(await ask())).toEqual(unauthenticated);
    clock.advance(1000);
    await browser.signIn();
    await give();
    await browser.call('/auth/sign-out');
    expect(await said(await ask())).toEqual(unauthenticated);
  });

  it('A55: and the one that was given is worth nothing after the sign-out, where tokens are looked up', async () => {
    const stage = await pageStage();
    const { token } = await stage.give();
    expect(await opens(stage, token)).toEqual([200, 403]);
    await stage.browser.call('/auth/sign-out');
    expect(await opens(stage, token)).toEqual([401, 401]);
  });

  it('A19 beyond the limit, which hears who asks', async () => {
    const { store, clock } = await createStage();
    const limit = createRateLimit({
      ...{ store, clock, name: 'token' },
      perViewer: { max: 2, seconds: 60 },
    });
    const { ask, give, events } = await pageStage({ limit: ({ viewer }) => limit({ viewer }) });
    await give();
    await give();
    const answer = await ask();
    expect([answer.status, Number(answer.headers.get('retry-after'))]).toEqual([
      429,
      expect.toSatisfy((seconds: number) => seconds >= 1 && seconds <= 60),
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'token-refused', code: 'rate_limited' });
  });

  it('where the limit answers something else', async () => {
    const limit = (() => false) as unknown as TokenHandlerOptions['limit'] & {};
    const { ask } = await pageStage({ limit });
    expect((await ask()).status).toBe(500);
    const allowing = await pageStage({ limit: () => undefined });
    expect((await allowing.ask()).status).toBe(200);
    const denying = await pageStage({ limit: async () => deny('forbidden') });
    expect((await denying.ask()).status).toBe(403);
  });

  it('that cannot be accounted for', async () => {
    const { ask } = await pageStage(
      {},
      {
        audit: ({ type }) => {
          if (type === 'token-given') throw new Error('disk full');
        },
      },
    );
    const answer = await ask();
    expect([answer.status, JSON.parse(await answer.text()).token]).toEqual([500, undefined]);
  });

  it.each([
    ['no JSON', 'text/plain', '{}', 415],
    ['A3 JSON in the clothes of text', 'text/plain', '{"fresh":true}', 415],
    ['half of it', 'application/json', '{', 400],
    ['a wish that is none', 'application/json', '{"fresh":"yes"}', 400],
    ['more than a kilobyte', 'application/json', `{"x":"${'x'.repeat(1024)}"}`, 413],
  ])('for %s', async (_what, type, body, status) => {
    const { sessions, browser } = await pageStage();
    const handle = sessions.tokenHandler({ scope: PLAY });
    const headers = {
      ...Object.fromEntries(browser.request().headers),
      ...{ 'content-type': type, 'x-playgate': '1', 'sec-fetch-site': 'same-origin' },
    };
    const request = new Request('https://app.example/auth/token', {
      method: 'POST',
      headers,
      body,
    });
    expect((await handle(request)).status).toBe(status);
  });

  it('A14 for more than is configured: what a page asks for itself is not read', async () => {
    const stage = await pageStage();
    const { token } = await stage.give({ scope: 'videos:write', resource: 'x', viewer: 'grace' });
    expect(await opens(stage, token)).toEqual([200, 403]);
  });

  it('A85: while the authorization server fails, of which the page hears one sentence', async () => {
    const { ask, sandbox, events } = await pageStage({}, { retries: 0 });
    await sandbox.addFault({
      where: { listener: 'authorization', path: '/token' },
      do: { action: 'status', status: 500, body: 'canary' },
      times: 1,
    });
    const answer = await ask();
    const text = await answer.text();
    expect([answer.status, JSON.parse(text).code]).toEqual([502, 'vendor_unavailable']);
    expect(text).not.toMatch(/canary|at .*\.ts/);
    expect(events.at(-1)).toMatchObject({ type: 'token-refused', code: 'vendor_status' });
  });

  it('X4 A54: in a log', async () => {
    const { give, events } = await pageStage();
    const { token } = await give();
    expect(events.at(-1)).toMatchObject({
      ...{ type: 'token-given', viewer: 'ada', session: expect.stringMatching(/^[\w-]{16}$/) },
    });
    expect(inspect(events, { depth: 9 })).not.toContain(token);
  });
});

describe('a handler of tokens', () => {
  it.each([
    ['scope', { scope: 'videos:delete' }],
    ['scope', { scope: ' ' }],
    ['scope', { scope: undefined }],
    ['resource', { resource: 'https://other.example' }],
    ['longestSeconds', { longestSeconds: 0 }],
    ['longestSeconds', { longestSeconds: 86_401 }],
  ])('names %s when it is wrong', async (name, wrong) => {
    const { sessions } = await createStage();
    const make = () => sessions.tokenHandler({ scope: PLAY, ...wrong } as TokenHandlerOptions);
    expect(make).toThrow(expect.objectContaining({ code: 'config' }));
    expect(make).toThrow(name);
  });
});

/** The text of a token that a session gave. */
function reveal(given: { readonly accessToken: unknown } | undefined): unknown {
  const token = given?.accessToken;
  return typeof token === 'object' && token !== null && 'reveal' in token
    ? (token as { reveal(): string }).reveal()
    : token;
}
