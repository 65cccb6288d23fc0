import { describe, expect, test } from 'vitest';
import { FakeBrowser } from './support/fake-browser.ts';
import { FakeClock, until } from './support/fake-clock.ts';
import { ScriptedServer } from './support/scripted-server.ts';
import { scriptedTab, signInAt } from './support/scripted-tab.ts';

interface Seen {
  readonly url: string;
  readonly authorization: string | null;
  readonly redirect: string;
  readonly body: string;
}

type Answer = (seen: Seen) => Response;

/** Signed in, with a resource server that answers as it is told. */
async function signedIn(urls?: readonly string[], answer: Answer = () => new Response('ok')) {
  const server = new ScriptedServer();
  const seen: Seen[] = [];
  const tab = scriptedTab(new FakeBrowser(new FakeClock()), server, {
    ...(urls && { urls }),
    environment: {
      fetch: async (input, init) => {
        if (!(input instanceof Request)) return server.fetch(input, init);
        const { url, headers, redirect } = input;
        const body = await input.text();
        const entry = { url, authorization: headers.get('authorization'), redirect, body };
        seen.push(entry);
        return answer(entry);
      },
    },
  });
  await signInAt(tab);
  server.asked.length = 0;
  return { server, seen, fetch: tab.oauth.fetch };
}

const challenge = (status: number, text: string): Response =>
  new Response(null, { status, headers: { 'www-authenticate': text } });

/** Refuses the first token. */
const expired =
  (response: () => Response): Answer =>
  ({ authorization }) =>
    authorization === 'Bearer at-1' ? response() : new Response('ok');

test('49: the default is the application’s own origin, and nothing else', async () => {
  const { seen, fetch } = await signedIn();
  await fetch('https://app.example/api/pass');
  await fetch('https://other.example/');
  expect(seen.map(({ authorization }) => authorization)).toEqual(['Bearer at-1', null]);
});

test.each([
  'https://evil.example/',
  'https://api.example.evil.example/v1/',
  'https://api.example@evil.example/v1/'.replace('api.example@', ''),
  'http://api.example/v1/',
  'https://api.example:8443/v1/',
  'https://api.example/v2/',
  'https://api.example/v1/../v2/',
  'https://api.example/v1/%2e%2e/v2/',
  'https://api.example/v1x',
  'https://api.example/V1/',
  'https://API.example.:443/v1/',
  String.raw`https://api.example\.evil.example/v1/`,
])('49, A50: %s gets no token', async (url) => {
  const { seen, fetch } = await signedIn(['https://api.example/v1']);
  await fetch(url);
  expect(seen[0]?.authorization).toBeNull();
});

test.each([
  'https://api.example/v1',
  'https://api.example/v1/films?x=1#y',
  'https://api.example/v1?x',
  'HTTPS://API.EXAMPLE:443/v1/films',
  'https://api.example/v2/../v1/films',
])('control of 49: %s gets it', async (url) => {
  const { seen, fetch } = await signedIn(['https://api.example/v1']);
  await fetch(url);
  expect(seen[0]).toMatchObject({ authorization: 'Bearer at-1', redirect: 'error' });
});

test('49, A51: where the token is, redirects are errors; elsewhere they are the caller’s', async () => {
  const { seen, fetch } = await signedIn(['https://api.example']);
  await fetch('https://api.example/', { redirect: 'follow' });
  await fetch('https://other.example/', { redirect: 'manual' });
  expect(seen.map(({ redirect }) => redirect)).toEqual(['error', 'manual']);
});

describe('50: a 401', () => {
  test.each([
    ['that names invalid_token', () => challenge(401, 'Bearer error="invalid_token"')],
    [
      'among other challenges',
      () => challenge(401, 'Basic realm="a, b", Bearer realm="x", error="invalid_token"'),
    ],
    ['whose challenge is hidden', () => new Response(null, { status: 401 })],
  ])('%s refreshes and sends again, once', async (_what, answer) => {
    const { server, seen, fetch } = await signedIn(['https://api.example'], expired(answer));
    const response = await fetch('https://api.example/', { method: 'POST', body: 'text' });
    expect(response.status).toBe(200);
    expect(seen.map(({ authorization, body }) => [authorization, body])).toEqual([
      ['Bearer at-1', 'text'],
      ['Bearer at-2', 'text'],
    ]);
    expect(server.asked).toEqual(['refresh_token']);
  });

  test.each([
    ['without an error', () => challenge(401, 'Bearer realm="x"')],
    ['of another scheme', () => challenge(401, 'Basic realm="invalid_token"')],
    ['that is a 403', () => challenge(403, 'Bearer error="insufficient_scope"')],
    ['that is a 403 in spite of its words', () => challenge(403, 'Bearer error="invalid_token"')],
  ])('%s is the caller’s', async (_what, answer) => {
    const { server, seen, fetch } = await signedIn(['https://api.example'], answer);
    const response = await fetch('https://api.example/');
    expect(response.status).toBe(answer().status);
    expect(seen).toHaveLength(1);
    expect(server.asked).toEqual([]);
  });

  test('with a new token, too, is the caller’s after one attempt', async () => {
    const { seen, fetch } = await signedIn(['https://api.example'], () =>
      challenge(401, 'Bearer error="invalid_token"'),
    );
    expect((await fetch('https://api.example/')).status).toBe(401);
    expect(seen).toHaveLength(2);
  });

  test('for many requests at once with the same token costs one refresh', async () => {
    const { server, fetch } = await signedIn(
      ['https://api.example'],
      expired(() => challenge(401, 'Bearer error="invalid_token"')),
    );
    const all = await Promise.all(Array.from({ length: 8 }, () => fetch('https://api.example/')));
    expect(all.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(server.asked).toEqual(['refresh_token']);
  });

  test.each([
    ['a Blob', () => new Blob(['text'])],
    ['a form', () => new URLSearchParams({ a: 'b' })],
  ])('sends %s again', async (_what, body) => {
    const { seen, fetch } = await signedIn(
      ['https://api.example'],
      expired(() => new Response(null, { status: 401 })),
    );
    await fetch('https://api.example/', { method: 'POST', body: body() });
    expect(seen).toHaveLength(2);
    expect(seen[1]?.body).toBe(seen[0]?.body);
  });

  test('does not send a stream again', async () => {
    const { seen, fetch } = await signedIn(
      ['https://api.example'],
      expired(() => new Response(null, { status: 401 })),
    );
    const body = new Blob(['text']).stream();
    const init = { method: 'POST', body, duplex: 'half' };
    expect((await fetch('https://api.example/', init)).status).toBe(401);
    expect(seen).toHaveLength(1);
  });

  test('sends a Request with a body again', async () => {
    const { seen, fetch } = await signedIn(
      ['https://api.example'],
      expired(() => new Response(null, { status: 401 })),
    );
    await fetch(new Request('https://api.example/', { method: 'POST', body: 'text' }));
    expect(seen.map(({ body }) => body)).toEqual(['text', 'text']);
  });
});

test.each([
  ['an object', { 'x-mine': '1' }],
  ['Headers', new Headers({ 'x-mine': '1' })],
  ['pairs', [['x-mine', '1']] satisfies [string, string][]],
])('51: headers as %s are kept', async (_what, headers) => {
  let mine: string | null = '';
  const server = new ScriptedServer();
  const tab = scriptedTab(new FakeBrowser(), server, {
    environment: {
      fetch: async (input, init) => {
        if (input instanceof Request) mine = input.headers.get('x-mine');
        return server.fetch(input, init);
      },
    },
  });
  await signInAt(tab);
  const response = await tab.oauth.fetch('https://app.example/', { headers });
  expect(await response.json()).toEqual({ authorization: 'Bearer at-1' });
  expect(mine).toBe('1');
});

test('51: an Authorization that the caller brings wins, and its 401 is the caller’s', async () => {
  const { server, seen, fetch } = await signedIn(
    undefined,
    () => new Response(null, { status: 401 }),
  );
  await fetch('https://app.example/', { headers: { authorization: 'Basic mine' } });
  expect(seen).toEqual([
    expect.objectContaining({ authorization: 'Basic mine', redirect: 'follow' }),
  ]);
  expect(server.asked).toEqual([]);
});

test('without a session requests go out without a token', async () => {
  const server = new ScriptedServer();
  const { oauth } = scriptedTab(new FakeBrowser(), server);
  const response = await oauth.fetch('https://app.example/');
  expect(await response.json()).toEqual({ authorization: null });
});

test('32: a caller that aborts while a token is on its way gets its own reason, as from any fetch', async () => {
  const clock = new FakeClock();
  const server = new ScriptedServer();
  const tab = scriptedTab(new FakeBrowser(clock), server);
  await signInAt(tab);
  await clock.advance(60_000);
  server.hold = new Promise(() => {});
  const abort = new AbortController();
  const answer = tab.oauth.fetch('https://app.example/', { signal: abort.signal });
  await until(() => server.asked.length === 2);
  abort.abort();
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
});
