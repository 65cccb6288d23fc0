import { describe, expect, it, vi } from 'vitest';
import { apiPath } from '../../src/api/api-path.ts';
import type { ApiAuthorization, ApiCall } from '../../src/api/vendor-api.ts';
import { Secret } from '../../src/secret.ts';
import { deaf, json, refused, scriptedApi, status } from './api-support.ts';
import { settle } from './manual-clock.ts';

const get: ApiCall = { method: 'GET', path: apiPath`/films/${'a b/c'}` };
const post: ApiCall = { method: 'POST', path: apiPath`/films`, json: { title: 'x' } };

describe('a request', () => {
  it('is spelled from path, query, headers and credentials', async () => {
    const authorization: ApiAuthorization = {
      authorize: () =>
        Promise.resolve({
          headers: { Authorization: new Secret('Bearer canary') },
          query: { api_key: new Secret('k&y') },
        }),
    };
    const { api, requests } = scriptedApi([json({ ok: true })], {
      authorization,
      headers: { 'Content-Type': 'application/json' },
    });
    expect(
      await api.call({ ...get, query: { q: 'ä b', page: 2, all: true, none: undefined } }),
    ).toMatchObject({ status: 200, body: { ok: true } });
    expect(requests[0]?.url).toBe(
      'https://api.example/v1/films/a%20b%2Fc?q=%C3%A4%20b&page=2&all=true&api_key=k%26y',
    );
    const { method, headers, redirect } = requests[0]?.init ?? {};
    expect([method, redirect]).toEqual(['GET', 'manual']);
    expect(Object.fromEntries(new Headers(headers))).toEqual({
      accept: 'application/json',
      authorization: 'Bearer canary',
      'content-type': 'application/json',
    });
  });

  it('carries JSON or a form', async () => {
    const { api, requests } = scriptedApi([status(204)]);
    await api.call(post);
    await api.call({ method: 'PUT', path: apiPath``, form: { a: 'b c', d: '&' } });
    expect(requests.map(({ url, init }) => [url, init.body])).toEqual([
      ['https://api.example/v1/films', '{"title":"x"}'],
      ['https://api.example/v1', 'a=b+c&d=%26'],
    ]);
    expect(requests.map(({ init }) => new Headers(init.headers).get('content-type'))).toEqual([
      'application/json',
      'application/x-www-form-urlencoded',
    ]);
  });
});

describe('repeats', () => {
  it.each([
    ['no connection', refused()],
    ['429', status(429)],
    ['502', status(502)],
    ['503', status(503)],
    ['504', status(504)],
  ])('T5 after %s, twice, with full jitter', async (_what, reaction) => {
    const { api, clock, events, requests } = scriptedApi([reaction], { timeoutMs: 5000 });
    const outcome = api.call(get).catch((error: unknown) => error);
    await clock.advance(10_000);
    expect(await outcome).toMatchObject({ name: 'PlaygateServerError' });
    expect(requests).toHaveLength(3);
    expect(clock.slept.filter((ms) => ms !== 5000)).toEqual([250, 500]);
    expect(events.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(clock.sleeping).toBe(0);
  });

  it('T7 after an attempt that took too long', async () => {
    const { api, clock, events } = scriptedApi([deaf, json(1)]);
    const outcome = api.call(get);
    await clock.advance(5250);
    expect(await outcome).toMatchObject({ body: 1 });
    expect(events).toMatchObject([
      { error: 'vendor_timeout', durationMs: 5000 },
      { attempt: 2, status: 200 },
    ]);
  });

  it.each([400, 401, 403, 404, 409, 412, 422, 500, 501])('not after %i', async (code) => {
    const { api, requests } = scriptedApi([status(code)]);
    await expect(api.call(get)).rejects.toMatchObject({ status: code });
    expect(requests).toHaveLength(1);
  });

  it('not what may do harm twice', async () => {
    const { api, requests } = scriptedApi([status(503)]);
    await expect(api.call(post)).rejects.toMatchObject({ status: 503 });
    expect(requests).toHaveLength(1);
  });
});

describe('a caller who goes away', () => {
  it('S9 ends the call at once', async () => {
    const { api, clock, events } = scriptedApi([deaf]);
    const gone = new AbortController();
    const outcome = api.call({ ...get, signal: gone.signal }).catch((error: unknown) => error);
    await settle();
    gone.abort();
    expect(await outcome).toMatchObject({ code: 'aborted', correlationId: 'id-1' });
    await settle();
    expect(events).toMatchObject([{ error: 'aborted' }]);
    expect(clock.sleeping).toBe(0);
  });

  it('S9 who is gone already causes no request', async () => {
    const { api, requests } = scriptedApi([json(1)]);
    await expect(api.call({ ...get, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(requests).toEqual([]);
  });
});

describe('a refused credential', () => {
  it('CTS-S5 is followed by one more attempt when there is another', async () => {
    const refusedOnce = vi.fn(() => true);
    const { api, events, requests } = scriptedApi([status(401), json('ok')], {
      retries: 0,
      authorization: {
        authorize: () => Promise.resolve({ key: `key-${requests.length}` }),
        refused: refusedOnce,
      },
    });
    expect(await api.call(post)).toMatchObject({ body: 'ok' });
    expect(refusedOnce).toHaveBeenCalledExactlyOnceWith({ key: 'key-0' });
    expect(events).toMatchObject([
      { key: 'key-0', status: 401, error: 'vendor_credentials' },
      { key: 'key-1', status: 200 },
    ]);
  });
});
