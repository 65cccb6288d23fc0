import { expect, test } from 'vitest';
import { FakeBrowser } from '../support/fake-browser.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { outcomeOf } from '../support/outcome.ts';
import { ScriptedServer } from '../support/scripted-server.ts';
import { scriptedTab, signInAt } from '../support/scripted-tab.ts';

/** Signed in, and the access token has just run out. */
async function ranOut(lifeSeconds = 60) {
  const clock = new FakeClock();
  const server = new ScriptedServer();
  server.lifeSeconds = lifeSeconds;
  const tab = scriptedTab(new FakeBrowser(clock), server);
  await signInAt(tab);
  await clock.advance(lifeSeconds * 1000);
  server.asked.length = 0;
  return { clock, server, ...tab };
}

const json =
  (status: number, error: string, headers = {}) =>
  (): Response =>
    Response.json({ error }, { status, headers });

test.each([
  ['500', () => new Response('no', { status: 500 }), 'server_error'],
  [
    '502 with a page',
    () => new Response('<p>', { status: 502, headers: { 'content-type': 'text/html' } }),
    'server_error',
  ],
  ['503 with an error', json(503, 'temporarily_unavailable'), 'server_error'],
  ['temporarily_unavailable', json(400, 'temporarily_unavailable'), 'temporarily_unavailable'],
  ['429', json(429, 'slow_down'), 'rate_limited'],
  [
    'a page',
    () => new Response('<p>', { headers: { 'content-type': 'text/html' } }),
    'invalid_response',
  ],
  [
    'a redirect',
    () => new Response(null, { status: 302, headers: { location: '/' } }),
    'invalid_response',
  ],
  ['an empty object', () => Response.json({}), 'invalid_response'],
  ['invalid_client', json(401, 'invalid_client'), 'invalid_client'],
  ['unauthorized_client', json(400, 'unauthorized_client'), 'unauthorized_client'],
  ['invalid_scope', json(400, 'invalid_scope'), 'invalid_scope'],
  ['words of its own', json(400, 'teapot'), 'oauth_error'],
])(
  '61, 25: %s keeps the session, and the next one after a while is right',
  async (_what, answer, code) => {
    const { clock, server, oauth } = await ranOut();
    server.answers.push(answer);
    const failed = outcomeOf(oauth.token());
    await clock.advance(1000);
    expect(failed.code).toBe(code);
    expect(oauth.session.get().status).toBe('signed-in');
    await clock.advance(2000);
    const next = outcomeOf(oauth.token());
    await clock.advance(100);
    expect(next.value?.token).toBe('at-2');
  },
);

test('61: invalid_grant ends the session, and says what to do', async () => {
  const { clock, server, oauth } = await ranOut();
  server.answers.push(json(400, 'invalid_grant'));
  const lost = outcomeOf(oauth.token());
  await clock.advance(1000);
  expect(lost.code).toBe('session_lost');
  expect(oauth.session.get()).toMatchObject({ error: { action: 'sign-in' } });
  expect(server.asked).toHaveLength(1);
});

test.each([400, 401, 403])(
  '61: a bare %d is asked for once more before it ends the session',
  async (status) => {
    const { clock, server, oauth } = await ranOut();
    const bare = () => new Response(null, { status });
    server.answers.push(bare);
    const once = outcomeOf(oauth.token());
    await clock.advance(2000);
    expect(once.value?.token).toBe('at-2');
    await clock.advance(60_000);
    server.answers.push(bare, bare);
    const twice = outcomeOf(oauth.token());
    await clock.advance(2000);
    expect(twice.code).toBe('session_lost');
  },
);

test('59, T19: an answer that is lost is asked for once more; then the server’s no is final, and nothing loops', async () => {
  const { clock, server, oauth } = await ranOut();
  const answer = server.fetch;
  // It rotated, and nobody heard of it.
  server.answers.push(async () => {
    await answer(`${server.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'rt-1' }),
    });
    throw new TypeError('reset');
  });
  const lost = outcomeOf(oauth.token());
  await clock.advance(5000);
  expect(lost.code).toBe('session_lost');
  // The first, the one of the script itself, and the repeat.
  expect(server.asked).toHaveLength(3);
  await clock.advance(60_000);
  await expect(oauth.token()).rejects.toMatchObject({ code: 'session_lost' });
  expect(server.asked).toHaveLength(3);
});

test('61, 26: the network that is gone is asked twice, then left alone for a while, and comes back', async () => {
  const { clock, server, oauth } = await ranOut();
  const down = () => Promise.reject(new TypeError('down'));
  server.answers.push(down, down);
  const first = outcomeOf(oauth.token());
  await clock.advance(600);
  expect(first.code).toBe('network');
  // Others in the meantime share its failure, without a request.
  const soon = outcomeOf(oauth.token());
  await clock.advance(10);
  expect(soon.code).toBe('network');
  expect(server.asked).toHaveLength(2);
  await clock.advance(1000);
  const next = outcomeOf(oauth.token());
  await clock.advance(10);
  expect(next.value?.token).toBe('at-2');
});

test('61, T3: Retry-After is honoured, and bounded', async () => {
  const { clock, server, oauth } = await ranOut();
  server.answers.push(json(429, 'x', { 'retry-after': '30' }));
  const first = outcomeOf(oauth.token());
  await clock.advance(29_000);
  expect(first.code).toBe('rate_limited');
  const soon = outcomeOf(oauth.token());
  await clock.advance(10);
  expect(soon.code).toBe('rate_limited');
  expect(server.asked).toHaveLength(1);
  await clock.advance(1000);
  const next = outcomeOf(oauth.token());
  await clock.advance(10);
  expect(next.value?.token).toBe('at-2');
});

test('T4: a Retry-After of a thousand years counts as five minutes', async () => {
  const { clock, server, oauth } = await ranOut();
  server.answers.push(json(503, 'x', { 'retry-after': '31536000000' }));
  const error = oauth.token().catch((caught: unknown) => caught);
  await clock.advance(10);
  expect(await error).toMatchObject({ code: 'server_error', retryAfterMs: 300_000 });
});

test('60, T7: a server that hangs is given 20 seconds, no less, and nothing is sent beside it', async () => {
  const { clock, server, oauth } = await ranOut();
  server.answers.push(() => new Promise(() => {}));
  const outcome = outcomeOf(oauth.token());
  await clock.advance(19_900);
  expect(outcome.isOpen).toBe(true);
  await clock.advance(200);
  expect(outcome.code).toBe('timeout');
  expect(server.asked).toHaveLength(1);
});

test('60: a caller that gives up ends its own waiting alone', async () => {
  const { clock, server, oauth } = await ranOut();
  let release = (): void => {};
  server.hold = new Promise((resolve) => {
    release = resolve;
  });
  const abort = new AbortController();
  const impatient = outcomeOf(oauth.token({ signal: abort.signal }));
  const patient = outcomeOf(oauth.token());
  await clock.advance(10);
  abort.abort();
  await clock.advance(10);
  expect(impatient.code).toBe('aborted');
  release();
  await clock.advance(10);
  expect(patient.value?.token).toBe('at-2');
  expect(server.asked).toHaveLength(1);
});

test('25: in the last quarter a token that cannot be renewed is given as long as it lasts; the failure bothers nobody', async () => {
  const { clock, server, oauth } = await ranOut();
  const fresh = outcomeOf(oauth.token());
  await clock.advance(44_000);
  expect(fresh.value?.token).toBe('at-2');
  server.answers.push(json(503, 'x'));
  await clock.advance(2000);
  const aging = outcomeOf(oauth.token());
  await clock.advance(0);
  expect(aging.value?.token).toBe('at-2');
  await clock.advance(5000);
  await oauth.token();
  await clock.advance(10);
  expect((await oauth.token()).token).toBe('at-3');
});

test.each([-7_200_000, 7_200_000])(
  'T15: a clock that is set by %d ms costs one refresh at most',
  async (jump) => {
    const { clock, server, oauth } = await ranOut(600);
    const before = outcomeOf(oauth.token());
    await clock.advance(1000);
    expect(before.value?.token).toBe('at-2');
    clock.jumpWall(jump);
    for (let minute = 0; minute < 5; minute += 1) {
      const outcome = outcomeOf(oauth.token());
      await clock.advance(60_000);
      expect(outcome.value?.token).toMatch(/^at-/);
    }
    expect(server.asked.length).toBeLessThanOrEqual(2);
  },
);

test('13: a server that gives tokens of no life is not asked in a loop', async () => {
  const { clock, server, oauth } = await ranOut(0);
  for (let i = 0; i < 100; i += 1) {
    const outcome = outcomeOf(oauth.token());
    await clock.advance(100);
    expect(outcome.isOpen).toBe(false);
  }
  expect(server.asked.length).toBeLessThanOrEqual(15);
});

test('8: a server that refuses every token costs three refreshes a minute, no more', async () => {
  const { clock, server, oauth } = await ranOut(600);
  const codes: (string | undefined)[] = [];
  const first = outcomeOf(oauth.token());
  await clock.advance(10);
  expect(first.value?.token).toBe('at-2');
  for (let i = 0; i < 6; i += 1) {
    const outcome = outcomeOf(oauth.token({ fresh: true }));
    await clock.advance(100);
    codes.push(outcome.code);
  }
  expect(codes).toEqual([undefined, undefined, undefined, ...Array(3).fill('token_refused')]);
  expect(server.asked).toHaveLength(4);
});

test('without a refresh token the session ends with its access token', async () => {
  const { clock, server, oauth, tab } = await ranOut();
  server.answers.push(() =>
    Response.json({ access_token: 'only', token_type: 'Bearer', expires_in: 60 }),
  );
  await signInAt({ tab, oauth, events: [] });
  expect((await oauth.token()).token).toBe('only');
  await clock.advance(60_000);
  await expect(oauth.token()).rejects.toMatchObject({ code: 'session_lost' });
});
