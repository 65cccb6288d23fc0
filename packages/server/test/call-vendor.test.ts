import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { callVendor } from '../src/call-vendor.ts';
import type { VendorCall, VendorCaller } from '../src/call-vendor.ts';
import { Secret } from '../src/secret.ts';
import { isServerError } from '../src/server-error.ts';
import { NOW } from './support.ts';

const KEY = 'canary-key';
const call: VendorCall = {
  url: 'https://api.example/v1/x',
  key: new Secret(KEY),
  now: NOW,
  signal: new AbortController().signal,
};
const caller = (fetch: typeof globalThis.fetch): VendorCaller => ({
  name: 'Vendor',
  fetch,
  timeoutMs: 5000,
});
const answering = (body: BodyInit | null, init?: ResponseInit): VendorCaller =>
  caller(() => Promise.resolve(new Response(body, init)));

/** Runs a real server for one test. */
async function serving<T>(
  listener: RequestListener,
  use: (origin: string, seen: string[]) => Promise<T>,
): Promise<T> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    listener(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    return await use(`http://127.0.0.1:${port}`, seen);
  } finally {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}

afterEach(() => vi.useRealTimers());

describe('a good answer', () => {
  it('is read, after a GET or a POST with the key', async () => {
    await serving(
      (_request, response) => response.end('{"ok":true}'),
      async (origin, seen) => {
        const real = caller(globalThis.fetch);
        expect(await callVendor(real, { ...call, url: `${origin}/a` })).toEqual({ ok: true });
        await callVendor(real, { ...call, url: `${origin}/b`, body: { x: 1 } });
        expect(seen).toEqual([`GET /a Bearer ${KEY}`, `POST /b Bearer ${KEY}`]);
      },
    );
  });
});

describe('a bad answer', () => {
  it.each([
    ['S1', 401, 'vendor_credentials'],
    ['S1', 403, 'vendor_credentials'],
    ['', 404, 'vendor_not_found'],
    ['S2', 429, 'vendor_rate_limited'],
    ['', 400, 'vendor_status'],
    ['', 500, 'vendor_status'],
    ['', 503, 'vendor_status'],
    ['S4', 302, 'vendor_response'],
    ['S4', 304, 'vendor_response'],
  ])('%s status %i is %s', async (_row, status, code) => {
    const body = status === 304 ? null : '{"ok":true}';
    await expect(callVendor(answering(body, { status }), call)).rejects.toMatchObject({
      code,
      status,
    });
  });

  it.each([
    ['S5', '<html>canary</html>'],
    ['S5', '{"ok":tr'],
    ['', ''],
    ['T8', ' '.repeat(65_537)],
  ])('%s %.20j is vendor_response', async (_row, body) => {
    await expect(callVendor(answering(body), call)).rejects.toMatchObject({
      code: 'vendor_response',
    });
    expect(await callVendor(answering('[]'), call)).toEqual([]);
  });

  it('S4 a redirect is not followed, and the key goes nowhere else', async () => {
    await serving(
      (request, response) => {
        if (request.url === '/elsewhere') response.end('{"ok":true}');
        else response.writeHead(302, { location: '/elsewhere' }).end();
      },
      async (origin, seen) => {
        const real = caller(globalThis.fetch);
        await expect(callVendor(real, { ...call, url: `${origin}/a` })).rejects.toMatchObject({
          code: 'vendor_response',
          status: 302,
        });
        expect(seen).toEqual([`GET /a Bearer ${KEY}`]);
      },
    );
  });

  it('S1 S5 a status counts although its body broke off', async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error('x')) });
    await expect(callVendor(answering(broken, { status: 401 }), call)).rejects.toMatchObject({
      code: 'vendor_credentials',
      status: 401,
    });
  });

  it('S5 a connection that breaks off in the body is vendor_response', async () => {
    await serving(
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"ok":', () => response.destroy());
      },
      async (origin) => {
        const real = caller(globalThis.fetch);
        await expect(callVendor(real, { ...call, url: origin })).rejects.toMatchObject({
          code: 'vendor_response',
        });
      },
    );
  });

  it('a connection that breaks off before is vendor_connection', async () => {
    await serving(
      (request) => request.socket.destroy(),
      async (origin) => {
        const real = caller(globalThis.fetch);
        await expect(callVendor(real, { ...call, url: origin })).rejects.toMatchObject({
          code: 'vendor_connection',
        });
      },
    );
  });

  it('says when to ask again', async () => {
    const busy = (value: string): VendorCaller =>
      answering('', { status: 429, headers: { 'retry-after': value } });
    await expect(callVendor(busy('7'), call)).rejects.toMatchObject({ retryAfterSeconds: 7 });
    await expect(callVendor(busy('soon'), call)).rejects.toMatchObject({
      retryAfterSeconds: undefined,
    });
  });

  it.each([
    answering('canary-body', { status: 500 }),
    answering('canary-body'),
    caller(() => Promise.reject(new TypeError('failed'))),
  ])('A48 nothing of the key or the body is in the error (%#)', async (bad) => {
    const error: unknown = await callVendor(bad, call).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'PlaygateServerError' });
    const { inspect } = await import('node:util');
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('canary');
  });
});

describe('no answer in time', () => {
  /** Neither headers nor a body, until told to stop. */
  const silent: typeof globalThis.fetch = (_url, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new Error('stopped')));
    });
  /** Headers, and a body that never ends. */
  const endless: typeof globalThis.fetch = (_url, init) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        init?.signal?.addEventListener('abort', () => controller.error(new Error('stopped')));
      },
    });
    return Promise.resolve(new Response(body));
  };

  /** Neither, whatever it is told. */
  const deaf: typeof globalThis.fetch = () => new Promise(() => {});

  it.each([
    ['headers', silent],
    ['the body', endless],
    ['a fetch that heeds no signal', deaf],
  ])('S3 T8 waits 5 s for %s', async (_what, fetch) => {
    vi.useFakeTimers();
    let code: unknown;
    const answer = callVendor(caller(fetch), call).catch((error: unknown) => {
      code = isServerError(error) && error.code;
    });
    await vi.advanceTimersByTimeAsync(4999);
    expect(code).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await answer;
    expect(code).toBe('vendor_timeout');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('S9 asks nobody for a caller who is gone already', async () => {
    const fetch = vi.fn(deaf);
    const gone = { ...call, signal: AbortSignal.abort() };
    await expect(callVendor(caller(fetch), gone)).rejects.toMatchObject({ code: 'aborted' });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('S9 stops when the caller goes away, and leaves no timer', async () => {
    vi.useFakeTimers();
    const gone = new AbortController();
    const answer = callVendor(caller(silent), { ...call, signal: gone.signal });
    gone.abort();
    await expect(answer).rejects.toMatchObject({ code: 'aborted' });
    expect(vi.getTimerCount()).toBe(0);
  });
});
