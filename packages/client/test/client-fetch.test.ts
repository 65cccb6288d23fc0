import { describe, expect, it } from 'vitest';
import { createObservable } from '../src/observable.ts';
import type { ViewerSession } from '../src/session/viewer-session.ts';
import { FakeBackend, later } from './support/fake-backend.ts';
import { codeOf, makeClient } from './support/make-client.ts';
import type { Bench } from './support/make-client.ts';
import { makeEndlessPass, makePass } from './support/make-pass.ts';

const API = 'https://api.example/v1/';
const FILM = { asset: 'film' };

interface Seen {
  readonly url: string;
  readonly method: string;
  readonly redirect: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

interface Site extends Bench {
  readonly seen: Seen[];
}

const passFor = (place: unknown): FakeBackend =>
  new FakeBackend(({ n }) =>
    makePass('', {
      expires_in: undefined,
      rules: [
        {
          match: { urls: [API] },
          place: [JSON.parse(JSON.stringify(place).replace('$', `t${n}`))],
        },
      ],
    }),
  );
const BEARER = { kind: 'header', name: 'Authorization', value: 'Bearer $' };

/** A client whose fetch goes to a site of our own. */
function site(
  answer: (seen: Seen, n: number) => Response = () => new Response('ok'),
  backend = passFor(BEARER),
): Site {
  const seen: Seen[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { url, method, redirect, headers } = request;
    const one = {
      url,
      method,
      redirect,
      headers: Object.fromEntries(headers),
      body: await request.text(),
    };
    seen.push(one);
    return answer(one, seen.length);
  };
  return { ...makeClient({ fetch }, backend), seen };
}

const refusal = (challenge?: string, status = 401): Response =>
  new Response('', { status, ...(challenge && { headers: { 'www-authenticate': challenge } }) });
const INVALID = 'Bearer error="invalid_token"';

describe('a viewer who leaves while a call is on its way', () => {
  it.each([
    ['refused after the sign-out, it is not sent again, and nothing is asked for', false],
    ['nor is it sent as the next viewer', true],
  ])('40, 41: %s', async (_, isNext) => {
    const answer = later<Response>();
    const session = createObservable<ViewerSession>({ status: 'signed-in', subject: 'a' });
    let sent = 0;
    const fetch = () => ((sent += 1), answer.promise);
    const { client, backend } = makeClient({ fetch, session }, passFor(BEARER));
    const response = client.fetch(`${API}rate`, { method: 'POST', body: '5', request: FILM });
    await expect.poll(() => sent).toBe(1);
    session.set({ status: 'signed-out' });
    if (isNext) {
      session.set({ status: 'signed-in', subject: 'b' });
      await client.pass(FILM);
    }
    const asked = backend.count;
    answer.resolve(refusal(INVALID));
    expect((await response).status).toBe(401);
    expect([sent, backend.count]).toEqual([1, asked]);
  });
});

describe('check 49: where the credential goes', () => {
  it('to the listed origin, with redirects refused', async () => {
    const { client, seen } = site();
    await client.fetch(`${API}films`, { request: FILM });
    expect(seen).toMatchObject([{ headers: { authorization: 'Bearer t1' }, redirect: 'error' }]);
  });

  it.each([
    'https://evil.example/v1/films',
    'https://api.example.evil.example/v1/films',
    'https://api.example@evil.example/v1/films',
    'https://evil.example/https://api.example/v1/',
    'https://api.example:8443/v1/films',
    'http://api.example/v1/films',
    'https://api.example/v2/films',
    'https://api.example/v1/../v2/films',
    'https://xapi.example/v1/films',
  ])('not to %s', async (url) => {
    const { client, seen } = site();
    if (url.includes('@')) {
      await expect(client.fetch(url, { request: FILM })).rejects.toThrow(TypeError);
      return;
    }
    await client.fetch(url, { request: FILM });
    expect(seen).toHaveLength(1);
    expect(JSON.stringify(seen)).not.toContain('t1');
    expect(seen[0]?.redirect).toBe('follow');
  });

  it('into the query, which it replaces', async () => {
    const { client, seen } = site(undefined, passFor({ kind: 'query', params: { token: '$' } }));
    await client.fetch(`${API}films?token=old&a=%7E`, { request: FILM });
    await client.fetch(`${API}films`, { request: FILM, method: 'POST', body: 'b' });
    expect(seen.map(({ url, body }) => [url, body])).toEqual([
      [`${API}films?a=%7E&token=t1`, ''],
      [`${API}films?token=t1`, 'b'],
    ]);
  });
});

describe('check 50: a 401 with invalid_token', () => {
  const bodies: readonly [string, () => RequestInit & { input?: Request }][] = [
    ['text', () => ({ body: 'again' })],
    ['Blob', () => ({ body: new Blob(['again']) })],
    ['URLSearchParams', () => ({ body: new URLSearchParams('again') })],
    ['Request', () => ({ input: new Request(`${API}films`, { method: 'POST', body: 'again' }) })],
  ];
  it.each(bodies)('renews and sends a %s again, once', async (_, make) => {
    const { client, seen, backend } = site((one) =>
      one.headers['authorization'] === 'Bearer t1' ? refusal(INVALID) : new Response('ok'),
    );
    const { input = `${API}films`, ...init } = make();
    const response = await client.fetch(input, { method: 'POST', ...init, request: FILM });
    expect(response.status).toBe(200);
    expect(seen.map(({ body }) => body.replace('=', ''))).toEqual(['again', 'again']);
    expect(backend.count).toBe(2);
  });

  it('sends FormData again', async () => {
    const { client, seen } = site((_, n) => (n === 1 ? refusal(INVALID) : new Response('ok')));
    const body = new FormData();
    body.set('name', 'again');
    await client.fetch(`${API}films`, { method: 'POST', body, request: FILM });
    expect(seen).toHaveLength(2);
    expect(seen[1]?.body).toContain('again');
  });

  it('a second refusal is the caller’s', async () => {
    const { client, seen, backend } = site(() => refusal(INVALID));
    expect((await client.fetch(`${API}films`, { request: FILM })).status).toBe(401);
    expect(seen).toHaveLength(2);
    expect(backend.count).toBe(2);
  });

  it('a stream cannot be read again: the answer is the caller’s', async () => {
    const { client, seen } = site(() => refusal(INVALID));
    const body = new Blob(['once']).stream();
    const init = { method: 'POST', body, duplex: 'half', request: FILM };
    expect((await client.fetch(`${API}films`, init)).status).toBe(401);
    expect(seen).toHaveLength(1);
  });

  it.each([
    ['a step up', refusal('Bearer error="insufficient_scope"', 403)],
    ['another scheme', refusal('Basic realm="x", error="invalid_token"')],
    [
      'a realm that only looks like it',
      refusal('Basic realm="a, Bearer error=\\"invalid_token\\""'),
    ],
    ['403', refusal(INVALID, 403)],
  ])('%s renews nothing', async (_, response) => {
    const { client, seen, backend } = site(() => response);
    expect(await client.fetch(`${API}films`, { request: FILM })).toBe(response);
    expect(seen).toHaveLength(1);
    expect(backend.count).toBe(1);
  });

  it('several challenges in one header are told apart', async () => {
    const { client, backend } = site((_, n) =>
      n === 1
        ? refusal('DPoP algs="ES256", Basic realm="a \\" b", Bearer realm="x", error=invalid_token')
        : new Response(''),
    );
    expect((await client.fetch(`${API}films`, { request: FILM })).status).toBe(200);
    expect(backend.count).toBe(2);
  });

  it('a challenge that another origin does not expose counts', async () => {
    const { client, backend } = site((_, n) => (n === 1 ? refusal() : new Response('')));
    expect((await client.fetch(`${API}films`, { request: FILM })).status).toBe(200);
    expect(backend.count).toBe(2);
  });

  it('check 8: a server that refuses everything is not stormed', async () => {
    const { client, backend } = site(() => refusal(INVALID));
    for (let i = 0; i < 20; i += 1) await client.fetch(`${API}films`, { request: FILM });
    expect(backend.count).toBeLessThanOrEqual(5);
  });

  it('the pass that was renewed by somebody else is used', async () => {
    const backend = new FakeBackend(({ n }) => makeEndlessPass(`t${n}`));
    const { client } = site(undefined, backend);
    await client.pass(FILM);
    expect(backend.count).toBe(1);
  });
});

describe('check 51: what the caller brings', () => {
  it.each<[string, HeadersInit]>([
    ['an object', { 'x-own': 'kept' }],
    ['Headers', new Headers({ 'x-own': 'kept' })],
    ['tuples', [['x-own', 'kept']]],
  ])('headers as %s are kept', async (_, headers) => {
    const { client, seen } = site();
    await client.fetch(`${API}films`, { headers, request: FILM });
    expect(seen[0]?.headers).toEqual({ 'x-own': 'kept', authorization: 'Bearer t1' });
  });

  it("the caller's Authorization wins", async () => {
    const { client, seen } = site();
    await client.fetch(`${API}films`, { headers: { Authorization: 'Bearer mine' }, request: FILM });
    expect(seen[0]?.headers).toEqual({ authorization: 'Bearer mine' });
  });

  it('the signal and the reason are kept', async () => {
    const { client, seen } = site();
    const signal = AbortSignal.abort('enough');
    expect(await codeOf(client.fetch(`${API}films`, { signal, request: FILM }))).toBe('aborted');
    expect(seen).toEqual([]);
  });
});
