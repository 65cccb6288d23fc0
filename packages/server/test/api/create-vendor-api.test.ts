import { describe, expect, it, vi } from 'vitest';
import { apiPath } from '../../src/api/api-path.ts';
import type { ApiAuthorization, ApiCall } from '../../src/api/vendor-api.ts';
import { Secret } from '../../src/secret/secret.ts';
import { ServerError } from '../../src/server-error.ts';
import { deaf, json, refused, scriptedApi, silentBody, status } from './api-support.ts';
import { settle } from './manual-clock.ts';

const get: ApiCall = { method: 'GET', path: apiPath`/films/${'a b/c'}` };
const post: ApiCall = { method: 'POST', path: apiPath`/films`, json: { title: 'x' } };

describe('an attempt', () => {
  it('CTS-S8 is told with pattern, duration, id, key, viewer and resource', async () => {
    const { api, clock, events } = scriptedApi(
      [
        async () => {
          await clock.advance(40);
          return Response.json(1);
        },
      ],
      { authorization: { authorize: () => Promise.resolve({ key: 'current' }) } },
    );
    const answer = await api.call({ ...get, viewer: 'viewer-1', resource: 'video:7' });
    expect(answer).toMatchObject({ status: 200, body: 1, correlationId: 'id-1' });
    expect(events).toEqual([
      {
        vendor: 'vendor',
        method: 'GET',
        path: '/films/{}',
        attempt: 1,
        status: 200,
        durationMs: 40,
        correlationId: 'id-1',
        key: 'current',
        viewer: 'viewer-1',
        resource: 'video:7',
      },
    ]);
  });

  it('took no time at least when the clock was set back', async () => {
    const { api, clock, events } = scriptedApi([
      async () => {
        await clock.advance(-60_000);
        return Response.json(1);
      },
    ]);
    await api.call(get);
    expect(events).toMatchObject([{ durationMs: 0 }]);
  });

  it("has the caller's correlation id, also in its error", async () => {
    const { api, events } = scriptedApi([status(500)]);
    await expect(api.call({ ...get, correlationId: 'mine' })).rejects.toMatchObject({
      correlationId: 'mine',
      vendor: 'vendor',
    });
    expect(events).toMatchObject([{ correlationId: 'mine', status: 500, error: 'vendor_status' }]);
  });

  it('that cannot be sent is none', async () => {
    const { api, events, requests } = scriptedApi([json(1)]);
    await expect(
      api.call({ ...get, path: { text: '/../x', pattern: '/{}' } }),
    ).rejects.toMatchObject({ code: 'invalid_value' });
    expect([events, requests]).toEqual([[], []]);
  });

  it.each([
    ['a good', json(1)],
    ['a refused', status(503)],
  ])('%s one is told, and what the listener throws is not caught', async (_what, reaction) => {
    const { api, requests } = scriptedApi([reaction], {
      onCall: () => {
        throw new Error('disk full');
      },
    });
    await expect(api.call(get)).rejects.toThrow('disk full');
    expect(requests).toHaveLength(1);
  });
});

describe('repeats', () => {
  it.each([
    ['no connection', refused()],
    ['429', status(429)],
    ['502', status(502)],
    ['503', status(503)],
    ['504', status(504)],
  ])('T5 come after %s, twice, with full jitter', async (_what, reaction) => {
    const { api, clock, events, requests } = scriptedApi([reaction], { timeoutMs: 5000 });
    const outcome = api.call(get).catch((error: unknown) => error);
    await clock.advance(10_000);
    expect(await outcome).toMatchObject({ name: 'PlaygateServerError' });
    expect(requests).toHaveLength(3);
    expect(clock.slept.filter((ms) => ms !== 5000)).toEqual([250, 500]);
    expect(events.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(clock.sleeping).toBe(0);
  });

  it('T7 come after an attempt that took too long', async () => {
    const { api, clock, events } = scriptedApi([deaf, json(1)]);
    const outcome = api.call(get);
    await clock.advance(5250);
    expect(await outcome).toMatchObject({ body: 1 });
    expect(events).toMatchObject([
      { error: 'vendor_timeout', durationMs: 5000 },
      { attempt: 2, status: 200 },
    ]);
  });

  it.each([400, 401, 403, 404, 409, 412, 422, 500, 501])('do not come after %i', async (code) => {
    const { api, requests } = scriptedApi([status(code)]);
    await expect(api.call(get)).rejects.toMatchObject({ status: code });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['POST', undefined, 1],
    ['PATCH', undefined, 1],
    ['GET', false, 1],
    ['POST', true, 2],
    ['PUT', undefined, 2],
    ['DELETE', undefined, 2],
  ] as const)('of %s, said to be repeatable: %s, make %i requests', async (method, said, n) => {
    const { api, clock, requests } = scriptedApi([status(503), json(1)]);
    const call = { method, path: apiPath`/x`, ...(said !== undefined && { repeatable: said }) };
    const outcome = api.call(call).catch(() => undefined);
    await clock.advance(1000);
    await outcome;
    expect(requests).toHaveLength(n);
  });

  it.each([refused(), status(504)])(
    'of a DELETE that find nothing: the attempt whose answer was lost did it',
    async (lost) => {
      const { api, clock, events } = scriptedApi([lost, status(404)]);
      const outcome = api.call({ method: 'DELETE', path: apiPath`/films/${'x'}` });
      await clock.advance(1000);
      expect(await outcome).toMatchObject({ status: 204, body: undefined, correlationId: 'id-1' });
      expect(events).toMatchObject([{ attempt: 1 }, { attempt: 2, status: 404 }]);
    },
  );

  it('of a GET that find nothing, and a DELETE that does at once, are told', async () => {
    const { api, clock } = scriptedApi([refused(), status(404)]);
    const outcome = api.call(get).catch((error: unknown) => error);
    await clock.advance(1000);
    expect(await outcome).toMatchObject({ code: 'vendor_not_found' });
    await expect(api.call({ ...get, method: 'DELETE' })).rejects.toMatchObject({
      code: 'vendor_not_found',
    });
  });

  it('do not come after a status that is final here', async () => {
    const { api, requests } = scriptedApi([status(429)], { finalStatuses: [429] });
    await expect(api.call(get)).rejects.toMatchObject({ code: 'vendor_rate_limited' });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['3', 3250],
    [new Date(1_700_000_003_000).toUTCString(), 3250],
    ['0', 250],
    ['30', 30_250],
    ['-1', 250],
    ['soon', 250],
  ])('T3 T4 wait for Retry-After %s, and the jitter upon it', async (value, wait) => {
    const { api, clock } = scriptedApi([status(429, { 'retry-after': value }), json(1)]);
    const outcome = api.call(get);
    await clock.advance(wait - 1);
    expect(clock.sleeping).toBe(1);
    await clock.advance(1);
    expect(await outcome).toMatchObject({ body: 1 });
  });

  it.each(['31', '1000000000', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    'T4 T6 do not wait for Retry-After %s: the caller is told',
    async (value) => {
      const { api, requests } = scriptedApi([status(503, { 'retry-after': value })]);
      const error: unknown = await api.call(get).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'vendor_status', status: 503 });
      expect(error).toHaveProperty('retryAfterSeconds', expect.any(Number));
      expect(requests).toHaveLength(1);
    },
  );

  it('are as many as were allowed', async () => {
    const { api, clock, requests } = scriptedApi([refused()], { retries: 5 });
    const outcome = api.call(get).catch(() => undefined);
    await clock.advance(60_000);
    await outcome;
    expect(requests).toHaveLength(6);
  });
});

describe('a call that somebody waits for', () => {
  it('S3 ends with vendor_timeout when its time is up, whatever hangs', async () => {
    const { api, clock, requests } = scriptedApi([deaf], { timeoutMs: 60_000 });
    const outcome = api.call({ ...get, withinMs: 3000 }).catch((error: unknown) => error);
    await clock.advance(3000);
    expect(await outcome).toMatchObject({ code: 'vendor_timeout', correlationId: 'id-1' });
    expect(requests).toHaveLength(1);
    expect(clock.sleeping).toBe(0);
  });

  it('S3 is not repeated after an attempt that took all of it', async () => {
    const { api, clock, requests } = scriptedApi([deaf]);
    const outcome = api.call({ ...get, withinMs: 5000 }).catch((error: unknown) => error);
    await clock.advance(5000);
    expect(await outcome).toMatchObject({ code: 'vendor_timeout' });
    expect(requests).toHaveLength(1);
  });

  it('S2 does not wait for a repeat that would come too late', async () => {
    const { api, clock } = scriptedApi([status(429, { 'retry-after': '7' })]);
    await expect(api.call({ ...get, withinMs: 5000 })).rejects.toMatchObject({
      code: 'vendor_rate_limited',
      retryAfterSeconds: 7,
    });
    expect(clock.sleeping).toBe(0);
  });

  it('is not repeated at the very end of its time', async () => {
    const { api, clock, requests } = scriptedApi([refused(), json(1)]);
    const outcome = api.call({ ...get, withinMs: 250 }).catch((error: unknown) => error);
    await clock.advance(250);
    expect(await outcome).toMatchObject({ code: 'vendor_connection' });
    expect(requests).toHaveLength(1);
  });

  it('is repeated within its time', async () => {
    const { api, clock } = scriptedApi([refused(), json(1)]);
    const outcome = api.call({ ...get, withinMs: 5000 });
    await clock.advance(250);
    expect(await outcome).toMatchObject({ body: 1 });
  });

  it('ends also while its credential is fetched', async () => {
    const { api, clock, requests } = scriptedApi([json(1)], {
      authorization: { authorize: () => new Promise(() => {}) },
    });
    const outcome = api.call({ ...get, withinMs: 3000 }).catch((error: unknown) => error);
    await clock.advance(3000);
    expect(await outcome).toMatchObject({ code: 'vendor_timeout' });
    expect(requests).toEqual([]);
  });
});

describe('a caller who goes away', () => {
  it.each([
    ['the headers', deaf],
    ['the body', silentBody],
  ])('S9 while %s are awaited, ends the call at once', async (_what, reaction) => {
    const { api, clock, events } = scriptedApi([reaction]);
    const gone = new AbortController();
    const outcome = api.call({ ...get, signal: gone.signal }).catch((error: unknown) => error);
    await settle();
    gone.abort();
    expect(await outcome).toMatchObject({ code: 'aborted', correlationId: 'id-1' });
    expect(events).toMatchObject([{ error: 'aborted' }]);
    expect(clock.sleeping).toBe(0);
  });

  it('S9 stops the request itself', async () => {
    const { api, requests } = scriptedApi([deaf]);
    const gone = new AbortController();
    const outcome = api.call({ ...get, signal: gone.signal }).catch(() => undefined);
    await settle();
    expect(requests[0]?.init.signal?.aborted).toBe(false);
    gone.abort();
    expect(requests[0]?.init.signal?.aborted).toBe(true);
    await outcome;
  });

  it('S9 in a pause, causes no further request', async () => {
    const { api, clock, requests } = scriptedApi([status(503)]);
    const gone = new AbortController();
    const outcome = api.call({ ...get, signal: gone.signal }).catch((error: unknown) => error);
    await settle();
    gone.abort();
    expect(await outcome).toMatchObject({ code: 'aborted' });
    await clock.advance(10_000);
    expect(requests).toHaveLength(1);
  });

  it('S9 is gone already: no request, no credential', async () => {
    const authorize = vi.fn(() => Promise.resolve({}));
    const { api, requests } = scriptedApi([json(1)], { authorization: { authorize } });
    await expect(api.call({ ...get, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(requests).toEqual([]);
    expect(authorize).not.toHaveBeenCalled();
  });

  it('S9 leaves no listener behind', async () => {
    const { api } = scriptedApi([json(1)]);
    const { signal } = new AbortController();
    const on = vi.spyOn(signal, 'addEventListener');
    const off = vi.spyOn(signal, 'removeEventListener');
    await api.call({ ...get, signal });
    expect(on.mock.calls.length).toBeGreaterThan(0);
    expect(off.mock.calls.map(([, listener]) => listener)).toEqual(
      on.mock.calls.map(([, listener]) => listener),
    );
  });
});

describe('a refused credential', () => {
  const ring = (another: boolean): ApiAuthorization & { readonly given: string[] } => {
    const given: string[] = [];
    return {
      given,
      authorize: () => {
        given.push(`key-${given.length + 1}`);
        return Promise.resolve({ headers: { 'X-Key': new Secret(given.join()) } });
      },
      refused: vi.fn(() => another),
    };
  };

  it('CTS-S5 is followed by one more attempt when there is another, even of a POST', async () => {
    const authorization = ring(true);
    const { api, events } = scriptedApi([status(401), json('ok')], { retries: 0, authorization });
    expect(await api.call(post)).toMatchObject({ body: 'ok' });
    expect(authorization.refused).toHaveBeenCalledTimes(1);
    expect(events).toMatchObject([
      { attempt: 1, status: 401, error: 'vendor_credentials' },
      { attempt: 2, status: 200 },
    ]);
  });

  it('is final when there is no other', async () => {
    const { api, requests } = scriptedApi([status(401)], { authorization: ring(false) });
    await expect(api.call(get)).rejects.toMatchObject({ code: 'vendor_credentials' });
    expect(requests).toHaveLength(1);
  });

  it('is final the second time: no loop', async () => {
    const { api, requests } = scriptedApi([status(401)], { authorization: ring(true) });
    await expect(api.call(get)).rejects.toMatchObject({ code: 'vendor_credentials' });
    expect(requests).toHaveLength(2);
  });

  it('takes none of the repeats', async () => {
    const reactions = [status(503), status(401), status(503), json('ok')];
    const { api, clock, requests } = scriptedApi(reactions, { authorization: ring(true) });
    const outcome = api.call(get);
    await clock.advance(10_000);
    expect(await outcome).toMatchObject({ body: 'ok' });
    expect(requests).toHaveLength(4);
  });

  it('is no 403', async () => {
    const authorization = ring(true);
    const { api } = scriptedApi([status(403)], { authorization });
    await expect(api.call(get)).rejects.toMatchObject({ code: 'vendor_forbidden' });
    expect(authorization.refused).not.toHaveBeenCalled();
  });

  it('that cannot be got ends the call with its own error', async () => {
    const error = new ServerError('vendor_connection', 'no token');
    const { api, requests } = scriptedApi([json(1)], {
      authorization: { authorize: () => Promise.reject(error) },
    });
    await expect(api.call(get)).rejects.toBe(error);
    expect(requests).toEqual([]);
  });
});
