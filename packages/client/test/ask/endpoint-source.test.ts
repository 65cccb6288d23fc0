import { formatPass, formatProblem } from '@playgate/protocol';
import type { Problem } from '@playgate/protocol';
import { http, HttpResponse } from 'msw/http';
import { setupServer } from 'msw/node';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endpointSource } from '../../src/ask/endpoint-source.ts';
import { fakeFetch, FIRST, json } from '../support/fake-fetch.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { makePass } from '../support/make-pass.ts';

const FILM = { asset: 'film', params: { quality: 'hd' } };
const ask = (answer: () => Response | Promise<Response>): Promise<unknown> =>
  endpointSource('/api/pass', { fetch: fakeFetch(answer).fetch, clock: new FakeClock() })(
    FILM,
    FIRST,
  );

describe('what is sent', () => {
  it('a POST of JSON with the header of its own, past every cache, that follows no redirect', async () => {
    const { fetch, sent } = fakeFetch(() => json(formatPass(makePass('t'))));
    const context = { ...FIRST, answer: { hash: '[1]' } };
    expect(await endpointSource('/api/pass', { fetch })(FILM, context)).toEqual(makePass('t'));
    expect(sent[0]?.url).toBe('/api/pass');
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Playgate': '1' },
      cache: 'no-store',
      redirect: 'manual',
      signal: FIRST.signal,
    });
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      version: 1,
      asset: 'film',
      params: { quality: 'hd' },
      answer: { hash: '[1]' },
    });
  });

  it('that the last pass was refused, where it was', async () => {
    const { fetch, sent } = fakeFetch(() => json(formatPass(makePass('t'))));
    await endpointSource('/api/pass', { fetch })({ asset: 'film' }, { ...FIRST, fresh: true });
    expect(sent[0]?.body).toBe('{"version":1,"asset":"film","fresh":true}');
  });

  it('no answer where there is none', async () => {
    const { fetch, sent } = fakeFetch(() => json(formatPass(makePass('t'))));
    await endpointSource('/api/pass', { fetch })({ asset: 'film' }, FIRST);
    expect(sent[0]?.init.body).toBe('{"version":1,"asset":"film"}');
  });
});

describe('check 21: a status without a problem', () => {
  it.each([
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [451, 'forbidden'],
    [404, 'not_found'],
    [410, 'not_found'],
    [408, 'timeout'],
    [429, 'rate_limited'],
    [425, 'server_error'],
    [500, 'server_error'],
    [502, 'server_error'],
    [503, 'server_error'],
    [504, 'server_error'],
    [400, 'config'],
    [405, 'config'],
    [409, 'config'],
    [413, 'config'],
    [415, 'config'],
    [422, 'config'],
  ])('%i is %s', async (status, code) => {
    await expect(ask(() => json('', { status }))).rejects.toMatchObject({ code, status });
  });
});

describe('a problem', () => {
  const problem = (members: Partial<Problem>): Response =>
    json(
      formatProblem({ code: 'forbidden', status: 403, title: 'Not in your plan.', ...members }),
      {
        type: 'application/problem+json; charset=utf-8',
        status: members.status ?? 403,
      },
    );

  it.each([
    ['unauthenticated', 'unauthenticated'],
    ['not_found', 'not_found'],
    ['rate_limited', 'rate_limited'],
    ['interaction_denied', 'interaction_denied'],
    ['vendor_credentials', 'server_error'],
    ['vendor_timeout', 'server_error'],
    ['vendor_unavailable', 'server_error'],
    ['server_error', 'server_error'],
    ['invalid_request', 'config'],
    ['origin_not_allowed', 'config'],
  ] as const)('%s is %s', async (code, as) => {
    await expect(ask(() => problem({ code }))).rejects.toMatchObject({ code: as });
  });

  it('brings its title, when to ask again, and what ties it to the log', async () => {
    await expect(
      ask(() =>
        problem({ code: 'rate_limited', status: 429, retryAfterMs: 4000, correlationId: 'c1' }),
      ),
    ).rejects.toMatchObject({
      status: 429,
      retryAfterMs: 4000,
      correlationId: 'c1',
      message: expect.stringContaining('Not in your plan.'),
    });
  });

  it('that is none is read by its status', async () => {
    await expect(
      ask(() => json({ code: 'made up' }, { type: 'application/problem+json', status: 404 })),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('check 23: Retry-After is read where the problem says nothing', async () => {
    await expect(
      ask(() => json('', { status: 503, headers: { 'retry-after': '7' } })),
    ).rejects.toMatchObject({ retryAfterMs: 7000 });
    const headers = {
      'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT',
      date: 'Sat, 21 Nov 2026 12:00:10 GMT',
    };
    await expect(ask(() => json('', { status: 503, headers }))).rejects.toMatchObject({
      retryAfterMs: 20_000,
    });
  });
});

describe('check 24: an answer that is no pass', () => {
  it.each([
    '{"version":1,"rules":[',
    '',
    'null',
    '[]',
    '{}',
    '{"version":2,"rules":[]}',
    '{"version":1,"rules":[],"expires_in":0}',
    '{"version":1,"rules":[],"expires_in":"60"}',
    '{"version":1,"rules":[],"expires_in":1e400}',
  ])('%j is refused', async (text) => {
    await expect(ask(() => json(text))).rejects.toMatchObject({
      name: expect.stringMatching(/Error$/),
    });
  });

  it('more than 64 kB is not read', async () => {
    let read = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        read += 1;
        controller.enqueue(new Uint8Array(16_384));
      },
    });
    const response = new Response(body, { headers: { 'content-type': 'application/json' } });
    await expect(ask(() => response)).rejects.toMatchObject({ code: 'invalid_response' });
    expect(read).toBeLessThan(10);
  });
});

describe('an endpoint behind', () => {
  const ENDPOINT = 'http://localhost/api/pass';
  const login = '<!doctype html><title>Sign in, secret viewer</title>';
  const server = setupServer();
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
  const asked = (answer: () => Response): Promise<unknown> => {
    server.use(http.post(ENDPOINT, answer));
    return endpointSource(ENDPOINT, { clock: new FakeClock() })(FILM, FIRST);
  };

  it('a gateway that answers HTML keeps its status, and can be tried again', async () => {
    await expect(asked(() => HttpResponse.html(login, { status: 502 }))).rejects.toMatchObject({
      code: 'server_error',
      status: 502,
      retryable: true,
      message: expect.not.stringContaining('secret'),
    });
  });

  it('a login page: the error names its type, and none of its text', async () => {
    const error: unknown = await asked(() => HttpResponse.html(login)).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('text/html'),
    });
    expect(`${JSON.stringify(error)} ${String(error)}`).not.toContain('secret');
  });

  it.each([301, 302, 303, 307, 308])(
    'check T11: a redirect by %i to a login page is unauthenticated and is not followed',
    async (status) => {
      let followed = 0;
      server.use(
        http.all('http://localhost/sign-in', () => {
          followed += 1;
          return HttpResponse.html(login);
        }),
      );
      const redirect = (): Response => HttpResponse.redirect('http://localhost/sign-in', status);
      await expect(asked(redirect)).rejects.toMatchObject({ code: 'unauthenticated' });
      expect(followed).toBe(0);
    },
  );

  it('a network that is down', async () => {
    await expect(asked(() => HttpResponse.error())).rejects.toBeInstanceOf(TypeError);
  });

  it('a gate: the problem brings the interaction', async () => {
    const interaction = { entryUrl: 'https://a.example/in', returnUrl: 'https://a.example/back' };
    const problem = formatProblem({
      code: 'interaction_required',
      status: 403,
      title: 'Locked.',
      interaction,
    });
    const headers = { 'content-type': 'application/problem+json' };
    await expect(
      asked(() => HttpResponse.json(problem, { status: 403, headers })),
    ).rejects.toMatchObject({ code: 'interaction_required', interaction });
  });

  it.each(['soon', '-5', '1e3', '99 bottles'])(
    'check 23: a proxy whose Retry-After is %j says nothing about when',
    async (value) => {
      const headers = { 'retry-after': value };
      await expect(
        asked(() => new HttpResponse(null, { status: 503, headers })),
      ).rejects.toMatchObject({ code: 'server_error', retryAfterMs: undefined });
    },
  );
});

describe('against a real server', () => {
  it('check 31: an abort ends a body that never does', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"version":1,');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const { port }: AddressInfo = address;
    const controller = new AbortController();
    const asked = endpointSource(`http://127.0.0.1:${port}/api/pass`)(FILM, {
      ...FIRST,
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 50);
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    server.closeAllConnections();
    server.close();
  });
});
