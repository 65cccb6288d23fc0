import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { apiPath } from '../../src/api/api-path.ts';
import { clientCredentials } from '../../src/api/tokens/client-credentials.ts';
import { createVendorApi } from '../../src/api/create-vendor-api.ts';
import type { ApiCall, VendorApiSettings, VendorCallEvent } from '../../src/api/vendor-api.ts';
import { Secret } from '../../src/secret/secret.ts';
import type { Reaction } from './api-support.ts';
import { closeServers, serveBytes } from './serve.ts';

afterEach(closeServers);

const CANARY = 'c4n4ry';
const JSON_TYPE = { 'content-type': 'application/json' };

/** A call with the canary in every place that a call has. */
const call: ApiCall = {
  method: 'POST',
  path: apiPath`/tokens/${CANARY}`,
  query: { [`q`]: CANARY },
  json: { password: CANARY },
  headers: { 'X-More': CANARY },
};

/** All that could be printed of an error or event. */
function printed(value: unknown): string {
  return [
    JSON.stringify(value),
    String(value),
    value instanceof Error ? value.stack : '',
    inspect(value, { depth: 20, showHidden: true, getters: true }),
  ].join('\n');
}

async function tellTales(
  settings: Partial<VendorApiSettings>,
): Promise<{ readonly error: unknown; readonly events: readonly VendorCallEvent[] }> {
  const events: VendorCallEvent[] = [];
  const api = createVendorApi({
    vendor: 'vendor',
    name: 'Vendor',
    baseUrl: 'https://api.example',
    retries: 0,
    authorization: {
      authorize: () =>
        Promise.resolve({
          headers: { Authorization: new Secret(`Bearer ${CANARY}`) },
          query: { api_key: new Secret(CANARY) },
        }),
    },
    onCall: (event) => events.push(event),
    ...settings,
  });
  const error: unknown = await api.call(call).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, events };
}

const answers: readonly (readonly [string, Reaction])[] = [
  ['an error', () => Response.json({ error: CANARY, Message: CANARY }, { status: 400 })],
  ['a refused key', () => Response.json({ key: CANARY }, { status: 401 })],
  ['an HTML error', () => new Response(`<h1>${CANARY}</h1>`, { status: 500 })],
  ['a status text', () => new Response(null, { status: 500, statusText: CANARY })],
  ['a header', () => new Response(null, { status: 429, headers: { 'retry-after': CANARY } })],
  ['a cookie', () => new Response(null, { status: 403, headers: { 'set-cookie': CANARY } })],
  ['a redirect', () => new Response(null, { status: 302, headers: { location: `/${CANARY}` } })],
  ['an HTML answer', () => new Response(CANARY, { headers: { 'content-type': 'text/html' } })],
  ['broken JSON', () => new Response(`{"${CANARY}`, { headers: JSON_TYPE })],
  [
    'a fetch that tells what it was asked',
    (url, init) => {
      throw Object.assign(new TypeError(`failed ${url}`, { cause: init }), { config: init });
    },
  ],
  [
    'a body that fails with what it read',
    () =>
      new Response(
        new ReadableStream({ start: (body) => body.error(new Error(`read ${CANARY}`)) }),
        { headers: JSON_TYPE },
      ),
  ],
];

describe('A48 A85 the canary in key, path, query, headers and bodies', () => {
  it.each(answers)('is in no error and no event after %s', async (_what, reaction) => {
    const fetch: typeof globalThis.fetch = async (input, init = {}) =>
      reaction(new Request(input).url, init);
    const { error, events } = await tellTales({ fetch });
    expect(error).toMatchObject({ name: 'PlaygateServerError', vendor: 'vendor' });
    expect(events).toHaveLength(1);
    expect(printed(error) + printed(events)).not.toContain(CANARY);
  });

  it.each([
    ['no HTTP', `${CANARY}\r\n\r\n`],
    ['a broken header', `HTTP/1.1 200 OK\r\n${CANARY}\r\n\r\n`],
    ['a broken chunk', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${CANARY}\r\n`],
    ['broken compression', `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n${CANARY}`],
  ])('is in no error and no event after %s from a real server', async (_what, bytes) => {
    const { error, events } = await tellTales({ baseUrl: await serveBytes(bytes) });
    expect(error).toMatchObject({ name: 'PlaygateServerError' });
    expect(printed(error) + printed(events)).not.toContain(CANARY);
  });

  it('is in the error of the runtime after no HTTP, which is why that is no cause (control)', async () => {
    const origin = await serveBytes(`${CANARY}\r\n\r\n`);
    const error: unknown = await fetch(origin).catch((thrown: unknown) => thrown);
    expect(printed(error)).toContain(CANARY);
  });

  it.each(answers)('is in no error of a token endpoint after %s', async (_what, reaction) => {
    const events: VendorCallEvent[] = [];
    const tokens = clientCredentials({
      vendor: 'vendor',
      name: 'Vendor',
      tokenUrl: 'https://oauth.example/token',
      clientId: 'client',
      clientSecret: CANARY,
      authMethod: 'post',
      retries: 0,
      fetch: async (input, init = {}) => reaction(new Request(input).url, init),
      onCall: (event) => events.push(event),
    });
    const error: unknown = await tokens.get().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'PlaygateServerError', vendor: 'vendor' });
    expect(events).toHaveLength(1);
    expect(printed(error) + printed(events) + printed(tokens)).not.toContain(CANARY);
  });
});
