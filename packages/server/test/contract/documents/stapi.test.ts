import { describe, expect, it } from 'vitest';
import { createStapiClient } from '../../../src/stapi/index.ts';
import type { StapiClientOptions } from '../../../src/stapi/index.ts';
import { all, stapiSandbox, withKey, withOAuth } from '../../stapi/stapi-sandbox.ts';
import { recorder } from './recorder.ts';

async function recorded(use: 'key' | 'oauth' = 'key', more: Partial<StapiClientOptions> = {}) {
  const sandbox = await stapiSandbox();
  const { fetch, exchanges } = recorder();
  const options = use === 'key' ? withKey(sandbox) : withOAuth(sandbox);
  const client = createStapiClient({ ...options, retries: 0, fetch, ...more });
  return { sandbox, client, exchanges };
}

const PRINTED = {
  method: 'GET',
  path: '/v1/videos',
  headers: { accept: 'application/json', 'content-type': 'application/json' },
  body: undefined,
  status: 200,
  answer: {
    data: expect.arrayContaining([{ id: 'launch-film', title: 'Launch film', status: 'ready' }]),
  },
};

describe('STAPI, "Authentication overview": the request that it prints', () => {
  it('GET https://api.stapi.io/v1/videos with X-STAPI-API-Key', async () => {
    const { sandbox, client, exchanges } = await recorded();
    await all(client.videos.list());
    const { apiKey } = sandbox.keys.stapi;
    const headers = { ...PRINTED.headers, 'x-stapi-api-key': apiKey };
    expect(exchanges).toEqual([{ ...PRINTED, headers }]);
  });

  it('or a query parameter (less recommended for sensitive keys)', async () => {
    const { sandbox, client, exchanges } = await recorded('key', {
      apiKeyPlacement: 'query',
      onWarning: () => {},
    });
    await all(client.videos.list());
    const { apiKey } = sandbox.keys.stapi;
    expect(exchanges).toEqual([{ ...PRINTED, path: `/v1/videos?api_key=${apiKey}` }]);
  });

  it('or Authorization: Bearer YOUR_ACCESS_TOKEN', async () => {
    const { client, exchanges } = await recorded('oauth');
    await all(client.videos.list());
    const token = String(Object(exchanges[0]?.answer).access_token);
    expect(exchanges[0]).toMatchObject({ method: 'POST', path: '/token', status: 200 });
    const headers = { ...PRINTED.headers, authorization: `Bearer ${token}` };
    expect(exchanges.slice(1)).toEqual([{ ...PRINTED, headers }]);
  });
});

const WRONG_KEY = { apiKey: 'a-key-that-is-none' };

/** The document says 401 and 403 of nothing: it promises a status and a text. These are the stand-in's. */
describe('STAPI, "Authentication overview": errors are a status and a text', () => {
  it.each([
    ['a key that is none', WRONG_KEY, 401, 'vendor_credentials', 'The credential is not valid.\n'],
    ['a video that is none', {}, 404, 'vendor_not_found', 'There is no such thing.\n'],
  ])('HTTPError: %s', async (_what, options, status, code, answer) => {
    const { client, exchanges } = await recorded('key', options);
    await expect(client.videos.read('no-film')).rejects.toMatchObject({ code, status });
    expect(exchanges).toMatchObject([{ status, answer }]);
  });

  it('HTTPError: a key without the permission', async () => {
    const { sandbox } = await recorded();
    const made = await sandbox.tell('stapi', 'createApiKey', { name: 'Few', permissions: [] });
    const { fetch, exchanges } = recorder();
    const client = createStapiClient({ ...withKey(sandbox), apiKey: Object(made).key, fetch });
    await expect(client.videos.read('launch-film')).rejects.toMatchObject({
      code: 'vendor_forbidden',
    });
    expect(exchanges).toMatchObject([
      { status: 403, answer: 'The credential does not permit this.\n' },
    ]);
  });

  it.each([
    ['ConnectionError', 'reset', 'vendor_connection'],
    ['Timeout', 'hang', 'vendor_timeout'],
    ['RequestException, an unexpected one', 'html', 'vendor_response'],
  ] as const)('%s', async (_error, action, code) => {
    const { sandbox, client } = await recorded('key', { timeoutMs: 50 });
    await sandbox.addFault({ where: { listener: 'stapi' }, do: { action } });
    await expect(client.videos.read('launch-film')).rejects.toMatchObject({ code });
  });
});
