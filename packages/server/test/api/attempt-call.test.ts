import { afterEach, describe, expect, it } from 'vitest';
import { apiPath } from '../../src/api/api-path.ts';
import { createVendorApi } from '../../src/api/create-vendor-api.ts';
import type { ApiCall, VendorApi } from '../../src/api/vendor-api.ts';
import { Secret } from '../../src/secret/secret.ts';
import { scriptedApi } from './api-support.ts';
import type { Reaction } from './api-support.ts';
import { closeServers, serve } from './serve.ts';

afterEach(closeServers);

const get: ApiCall = { method: 'GET', path: apiPath`/films` };
const answering =
  (body: BodyInit | null, init?: ResponseInit): Reaction =>
  () =>
    new Response(body, init);
const typed = (type: string): ResponseInit => ({ headers: { 'content-type': type } });
const real = (baseUrl: string, key = 'canary-key'): VendorApi =>
  createVendorApi({
    vendor: 'vendor',
    name: 'Vendor',
    baseUrl,
    retries: 0,
    authorization: {
      authorize: () => Promise.resolve({ headers: { 'X-Api-Key': new Secret(key) } }),
    },
  });

describe('a good answer', () => {
  it.each([
    ['200', answering('{"a":[1]}', typed('application/json')), 200, { a: [1] }],
    ['201', answering('"x"', { status: 201, ...typed('application/json') }), 201, 'x'],
    ['SV-S6 201 without a body', answering('', { status: 201 }), 201, undefined],
    ['SV-S6 204', answering(null, { status: 204 }), 204, undefined],
    ['a charset', answering('1', typed('application/json; charset=utf-8')), 200, 1],
    ['a JSON of its own', answering('1', typed('application/vnd.api+json')), 200, 1],
    ['capitals', answering('1', typed('Application/JSON')), 200, 1],
    ['no type', answering(new TextEncoder().encode('1')), 200, 1],
    ['a byte order mark', answering('\ufeff1', typed('application/json')), 200, 1],
  ])('%s is read', async (_what, reaction, status, body) => {
    const { api } = scriptedApi([reaction]);
    const answer = await api.call(get);
    expect([answer.status, answer.body]).toEqual([status, body]);
  });

  it('has its headers', async () => {
    const { api } = scriptedApi([answering(null, { status: 201, headers: { location: '/x' } })]);
    expect((await api.call(get)).headers.get('location')).toBe('/x');
  });

  it('leaves the connection to the next calls', async () => {
    const { origin, sockets } = await serve((_request, response) => {
      response.setHeader('content-type', 'application/json').end('{"a":1}');
    });
    const api = real(origin);
    for (let call = 0; call < 10; call += 1) await api.call(get);
    expect(sockets()).toBeLessThan(5);
  });
});

describe('an answer that is not what was promised', () => {
  it.each([
    ['S5 HTML', answering('<html>canary</html>', typed('text/html'))],
    ['S5 HTML that says it is JSON', answering('<html>canary', typed('application/json'))],
    ['S5 a truncated one', answering('{"ok":tr', typed('application/json'))],
    ['JSON that says it is HTML', answering('{"canary":1}', typed('text/html'))],
    ['JSON that says it is text', answering('"canary"', typed('text/plain'))],
    ['a made-up type', answering('1', typed('application/jsonp'))],
    ['no UTF-8', answering(new Uint8Array([0x22, 0xff, 0x22]), typed('application/json'))],
    ['only blanks', answering('  ', typed('application/json'))],
  ])('%s is vendor_response, and keeps the status', async (_what, reaction) => {
    const { api, events } = scriptedApi([reaction]);
    await expect(api.call(get)).rejects.toMatchObject({ code: 'vendor_response', status: 200 });
    expect(events).toMatchObject([{ status: 200, error: 'vendor_response' }]);
  });

  it('T8 is read up to the cap and no further', async () => {
    let pulled = 0;
    let cancelled = false;
    const endless: Reaction = () =>
      new Response(
        new ReadableStream<Uint8Array>({
          pull(controller) {
            pulled += 1;
            controller.enqueue(new Uint8Array(1000).fill(0x20));
          },
          cancel() {
            cancelled = true;
          },
        }),
      );
    const { api } = scriptedApi([endless]);
    await expect(api.call({ ...get, maxAnswerBytes: 10_000 })).rejects.toThrow(
      'Vendor answered more than 10000 bytes.',
    );
    expect(pulled).toBeLessThan(15);
    expect(cancelled).toBe(true);
  });

  it('T8 may be 1 MiB unless the call says otherwise', async () => {
    const sized = (bytes: number): Reaction =>
      answering(`"${'x'.repeat(bytes - 2)}"`, typed('application/json'));
    const { api } = scriptedApi([sized(1_048_576), sized(1_048_577)]);
    expect((await api.call(get)).status).toBe(200);
    await expect(api.call(get)).rejects.toMatchObject({ code: 'vendor_response' });
  });

  it('T8 a compressed one counts as what it becomes', async () => {
    const { gzipSync } = await import('node:zlib');
    const bomb = gzipSync(JSON.stringify('x'.repeat(5_000_000)));
    expect(bomb.length).toBeLessThan(10_000);
    const { origin } = await serve((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(bomb);
    });
    await expect(real(origin).call(get)).rejects.toMatchObject({ code: 'vendor_response' });
  });

  it('S5 T9 one that breaks off is vendor_response', async () => {
    const { origin } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"ok":', () => response.destroy());
    });
    await expect(real(origin).call(get)).rejects.toMatchObject({
      code: 'vendor_response',
      status: 200,
    });
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])(
    'S4 A45 of status %i is not followed, and the key goes nowhere else',
    async (status) => {
      const other = await serve((_request, response) => response.end('{"ok":true}'));
      const { origin, seen } = await serve((request, response) => {
        if (request.url === '/own') response.end('{"ok":true}');
        else response.writeHead(status, { location: `${other.origin}/canary` }).end('canary');
      });
      const error: unknown = await real(origin)
        .call(get)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'vendor_response', status });
      expect(String(error)).not.toContain('canary');
      expect([seen.length, other.seen.length]).toEqual([1, 0]);
    },
  );

  it('S4 carries a key along where it is followed (control)', async () => {
    const other = await serve((_request, response) => response.end('{"ok":true}'));
    const { origin } = await serve((_request, response) => {
      response.writeHead(302, { location: `${other.origin}/x` }).end();
    });
    await fetch(`${origin}/films`, { headers: { 'X-Api-Key': 'canary-key' } });
    expect(other.seen[0]?.headers['x-api-key']).toBe('canary-key');
  });

  it('S4 that the runtime hides is one, too', async () => {
    // As browsers and some runtimes show it: type "opaqueredirect", status 0.
    const { api } = scriptedApi([() => Response.error()]);
    await expect(api.call(get)).rejects.toMatchObject({ code: 'vendor_response' });
  });

  it('S4 304 is no answer', async () => {
    const { api } = scriptedApi([answering(null, { status: 304 })]);
    await expect(api.call(get)).rejects.toMatchObject({ code: 'vendor_response', status: 304 });
  });
});

describe('no answer', () => {
  it('is vendor_connection with what the runtime calls it', async () => {
    const { origin, close } = await serve((_request, response) => response.end());
    await close();
    await expect(real(origin).call(get)).rejects.toMatchObject({
      code: 'vendor_connection',
      message: 'Vendor could not be reached (ECONNREFUSED). Check the network.',
    });
  });

  it('is vendor_connection when the vendor hangs up', async () => {
    const { origin } = await serve((request) => request.socket.destroy());
    await expect(real(origin).call(get)).rejects.toMatchObject({
      code: 'vendor_connection',
      message: expect.stringContaining('(UND_ERR_SOCKET)'),
    });
  });

  it('SV-S7 goes through the fetch that was given', async () => {
    const { api, requests } = scriptedApi([answering('1', typed('application/json'))]);
    await api.call(get);
    expect(requests).toHaveLength(1);
  });
});
