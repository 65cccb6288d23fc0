import { parsePass, parseProblem } from '@playgate/protocol';
import { describe, expect, it, vi } from 'vitest';
import { deny, grant, interact } from '../../src/index.ts';
import type { PassHandlerOptions } from '../../src/index.ts';
import { APP, ask, codeOf, NOW, passHandler, PARTNER, plainVendor } from '../support.ts';

describe('the right call', () => {
  it('check 70 is answered with a pass: body with issued_at and expires_in', async () => {
    const { handle, events } = passHandler();
    const response = await handle(ask());
    expect(response.status).toBe(200);
    const body: unknown = await response.json();
    expect(body).toMatchObject({ issued_at: NOW / 1000, expires_in: 3600 });
    expect(parsePass(body)).toMatchObject({ id: 'id-2', subject: 'viewer-1', issuedAt: NOW });
    expect(events).toEqual([
      {
        at: NOW,
        vendor: 'plain',
        correlationId: 'id-1',
        asked: 'film',
        asset: 'film',
        viewer: 'viewer-1',
        outcome: 'granted',
        status: 200,
        passId: 'id-2',
        lifetimeSeconds: 3600,
      },
    ]);
  });

  it('hands decide what was asked, the answer and a signal, and the vendor the answer and whether the last pass was refused', async () => {
    const decide = vi.fn<PassHandlerOptions['decide']>(() => grant({ asset: 'a' }));
    const mint = vi.fn(plainVendor.mint);
    const { handle } = passHandler({ decide, vendor: { id: 'x', mint } });
    const sent = { version: 1, asset: 'film', params: { n: 1 }, answer: { hash: 'h' } };
    const asked = { ...sent, fresh: true };
    await handle(ask(asked));
    expect(decide.mock.calls[0]?.[1]).toEqual(asked);
    expect(decide.mock.calls[0]?.[2]).toMatchObject({ correlationId: 'id-1' });
    expect(mint.mock.calls[0]?.[1]).toMatchObject({
      answer: { hash: 'h' },
      fresh: true,
      now: NOW,
      lifetimeSeconds: 3600,
      correlationId: 'id-1',
    });
  });
});

describe('a no', () => {
  it.each([
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not_found', 404],
    ['rate_limited', 429],
    ['interaction_denied', 403],
  ] as const)('%s is %i', async (reason, status) => {
    const { handle, events } = passHandler({ decide: () => deny(reason, { viewer: 'v' }) });
    const response = await handle(ask());
    expect(response.status).toBe(status);
    expect(parseProblem(await response.json())).toMatchObject({
      code: reason,
      status,
      correlationId: 'id-1',
    });
    expect(events).toMatchObject([{ outcome: 'denied', code: reason, viewer: 'v', asked: 'film' }]);
  });

  it('A13 no session: 401', async () => {
    const decide: PassHandlerOptions['decide'] = (request, { asset }) =>
      request.headers.get('cookie') === 'session=1' ? grant({ asset }) : deny('unauthenticated');
    const { handle } = passHandler({ decide });
    expect((await handle(ask(undefined, { cookie: 'session=2' }))).status).toBe(401);
    expect((await handle(ask())).status).toBe(200);
  });

  it('A19 a flood is answered 429 with Retry-After in whole seconds', async () => {
    let left = 2;
    const { handle } = passHandler({
      decide: (_request, { asset }) =>
        (left -= 1) < 0 ? deny('rate_limited', { retryAfterSeconds: 2.5 }) : grant({ asset }),
    });
    const answers = await Promise.all([1, 2, 3].map(() => handle(ask())));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.headers.get('retry-after')).toBe('3');
    expect(await answers[2]?.json()).toMatchObject({ retry_after: 3 });
  });

  it.each([Number.NaN, -1])('leaves a Retry-After of %s out', async (retryAfterSeconds) => {
    const { handle } = passHandler({ decide: () => deny('rate_limited', { retryAfterSeconds }) });
    const response = await handle(ask());
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBeNull();
  });

  it('an interaction is a 403 that says how', async () => {
    const interaction = { entryUrl: `${APP}/entry`, returnUrl: `${APP}/pass`, message: 'Sign in' };
    const { handle, events } = passHandler({ decide: () => interact(interaction) });
    const response = await handle(ask());
    expect(response.status).toBe(403);
    expect(parseProblem(await response.json())).toMatchObject({
      code: 'interaction_required',
      interaction,
    });
    expect(events).toMatchObject([{ outcome: 'interaction', code: 'interaction_required' }]);
  });

  it.each([
    'null',
    'true',
    '"yes"',
    '{}',
    '{"kind":"allow"}',
    '{"asset":"film"}',
    '{"kind":"deny","reason":"banned"}',
    '{"kind":"deny","reason":"toString"}',
    '{"kind":"interact"}',
    '{"kind":"interact","interaction":null}',
    '{"kind":"interact","interaction":{"entryUrl":"http://app.example/entry"}}',
  ])('X9 %s is no decision, so no yes', async (text) => {
    const mint = vi.fn(plainVendor.mint);
    const { handle, events } = passHandler({
      vendor: { id: 'x', mint },
      decide: () => JSON.parse(text),
    });
    const response = await handle(ask());
    expect(response.status).toBe(500);
    expect(mint).not.toHaveBeenCalled();
    expect(events).toMatchObject([{ outcome: 'failed', error: { code: 'invalid_decision' } }]);
  });
});

describe('what was asked', () => {
  it.each([
    '../film',
    'a/../film',
    'a/./b',
    'a//b',
    '*',
    'film*',
    'fi\u0000lm',
    'film%00',
    '%2e%2e',
    'a\\b',
    '__proto__',
    'constructor',
    '',
    'x'.repeat(10_240),
    ['film'],
    { film: 1 },
    7,
    null,
  ])('A16 asset %j is 400', async (asset) => {
    const decide = vi.fn<PassHandlerOptions['decide']>(() => grant({ asset: 'film' }));
    const { handle } = passHandler({ decide });
    const response = await handle(ask({ version: 1, asset }));
    expect(response.status).toBe(400);
    expect(await codeOf(response)).toBe('invalid_request');
    expect(decide).not.toHaveBeenCalled();
  });

  it.each(['film', 'series/one/episode-2', 'Ein Film: Über_uns', '-abc_', 'a.b@c'])(
    'A16 control: asset %j is asked',
    async (asset) => {
      const { handle, events } = passHandler();
      await handle(ask({ version: 1, asset }));
      expect(events[0]?.asked).toBe(asset);
    },
  );

  it('an application can read its own kind of names', async () => {
    const { handle } = passHandler({ isAsset: (asset) => asset === '*' });
    expect((await handle(ask({ version: 1, asset: '*' }))).status).toBe(200);
    expect((await handle(ask({ version: 1, asset: 'film' }))).status).toBe(400);
  });

  it('A14 who asks is never read from the body or the query', async () => {
    const decide = vi.fn<PassHandlerOptions['decide']>(() => grant({ asset: 'f', viewer: 'me' }));
    const { handle } = passHandler({ decide });
    const claims = { userId: 'u', sub: 'u', aud: 'x', exp: 9e9, kid: 'k', role: 'admin' };
    const response = await handle(ask({ version: 1, asset: 'film', ...claims }));
    expect(decide.mock.calls[0]?.[1]).toEqual({ version: 1, asset: 'film' });
    expect(await response.json()).toMatchObject({ subject: 'me', expires_in: 3600 });
  });

  it("A15 another's asset is refused by decide", async () => {
    const { handle } = passHandler({
      decide: (_request, { asset }) => (asset === 'mine' ? grant({ asset }) : deny('forbidden')),
    });
    expect((await handle(ask({ version: 1, asset: 'yours' }))).status).toBe(403);
    expect((await handle(ask({ version: 1, asset: 'mine' }))).status).toBe(200);
  });
});

describe('several at once', () => {
  it('A11 concurrent requests share no state', async () => {
    const { handle } = passHandler({
      decide: (request) => grant({ asset: 'f', viewer: request.headers.get('cookie') ?? 'none' }),
    });
    const callers = Array.from({ length: 40 }, (_, i) => ({
      cookie: `viewer-${i}`,
      origin: i % 2 === 0 ? APP : PARTNER,
      'sec-fetch-site': i % 2 === 0 ? 'same-origin' : 'cross-site',
      host: `host-${i}.example`,
    }));
    const answers = await Promise.all(callers.map((caller) => handle(ask(undefined, caller))));
    expect(await Promise.all(answers.map((answer) => answer.json()))).toMatchObject(
      callers.map(({ cookie }) => ({ subject: cookie })),
    );
    expect(answers.map(({ headers }) => headers.get('access-control-allow-origin'))).toEqual(
      callers.map((_, i) => (i % 2 === 0 ? null : PARTNER)),
    );
  });
});
