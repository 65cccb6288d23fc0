import { describe, expect, test } from 'vitest';
import { sandboxUnderTest } from '../../sandbox-under-test.ts';
import { client } from './api-client.ts';

const CHANNEL = '/channels/1001/locks/hash';
const LOCK = { url: 'https://yourdomain.com/auth/123', secret: 'TOP_SECRET_KEY' };

describe('a channel’s lock', () => {
  test('PUT: 201 for a new one, 204 for one that replaces', async () => {
    const { call } = await client();
    expect((await call('DELETE', `${CHANNEL}.json`)).status).toBe(200);
    expect((await call('PUT', `${CHANNEL}/advanced.json`, LOCK)).status).toBe(201);
    expect((await call('PUT', `${CHANNEL}/advanced.json`, LOCK)).status).toBe(204);
  });

  test('GET: shown as documented, without the secret', async () => {
    const { call } = await client();
    await call('PUT', `${CHANNEL}/advanced.json`, LOCK);
    const response = await call('GET', `${CHANNEL}.json`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      hashlock: {
        type: 'advanced',
        url: 'https://yourdomain.com/auth/123',
        message: null,
        button_caption: null,
        popup_width: '0',
        popup_height: '0',
      },
    });
  });

  test('GET: words and sizes of older days are kept', async () => {
    const { call } = await client();
    const words = {
      message: 'Members only',
      button_caption: 'Sign in',
      popup_width: '640',
      popup_height: '480',
    };
    await call('PUT', `${CHANNEL}/advanced.json`, { ...LOCK, ...words });
    expect((await (await call('GET', `${CHANNEL}.json`)).json()).hashlock).toMatchObject(words);
  });

  test('DELETE: 200, and then there is none', async () => {
    const { call } = await client();
    expect((await call('DELETE', `${CHANNEL}.json`)).status).toBe(200);
    for (const method of ['GET', 'DELETE']) {
      const response = await call(method, `${CHANNEL}.json`);
      expect([response.status, await response.json()]).toEqual([404, { error: 'not_found' }]);
    }
  });
});

describe('a video’s lock', () => {
  test('PUT: 204, new or not', async () => {
    const { call } = await client();
    expect((await call('PUT', '/videos/2001/locks/hash.json', LOCK)).status).toBe(204);
    expect((await call('PUT', '/videos/2001/locks/hash.json', LOCK)).status).toBe(204);
  });

  test('GET: shown with its secret, as documented', async () => {
    const { call } = await client();
    await call('PUT', '/videos/2001/locks/hash.json', LOCK);
    const response = await call('GET', '/videos/2001/locks/hash.json');
    expect([response.status, await response.json()]).toEqual([200, { hashlock: LOCK }]);
  });

  test('GET: a setting of its own only, so an inherited one is 404', async () => {
    const { call } = await client();
    const response = await call('GET', '/videos/2001/locks/hash.json');
    expect([response.status, await response.json()]).toEqual([404, { error: 'not_found' }]);
  });

  test('DELETE: 204, and then the channel’s counts again', async () => {
    const { call, sandbox } = await client();
    const locked = async (): Promise<boolean> =>
      (await (await fetch(`${sandbox.addresses.ibm}/embed/recorded/2002`)).text()).includes(
        '"lock"',
      );
    expect(await locked()).toBe(true);
    expect((await call('DELETE', '/videos/2002/locks/hash.json')).status).toBe(204);
    expect((await call('DELETE', '/videos/2002/locks/hash.json')).status).toBe(404);
    expect(await locked()).toBe(true);
    await call('DELETE', `${CHANNEL}.json`);
    expect(await locked()).toBe(false);
  });
});

const ROUTES = [
  ['PUT', '/channels/ID/locks/hash/advanced.json', '1999'],
  ['GET', '/channels/ID/locks/hash.json', '1999'],
  ['DELETE', '/channels/ID/locks/hash.json', '1999'],
  ['PUT', '/videos/ID/locks/hash.json', '2999'],
  ['GET', '/videos/ID/locks/hash.json', '2999'],
  ['DELETE', '/videos/ID/locks/hash.json', '2999'],
] as const;

test.each(ROUTES)(
  '%s %s: 403 for somebody else’s, 404 for what is not there',
  async (method, path, theirs) => {
    const { call } = await client();
    const form = method === 'PUT' ? LOCK : undefined;
    const refused = await call(method, path.replace('ID', theirs), form);
    expect([refused.status, await refused.json()]).toEqual([403, { error: 'lack_of_ownership' }]);
    const missing = await call(method, path.replace('ID', '9999'), form);
    expect([missing.status, await missing.json()]).toEqual([404, { error: 'not_found' }]);
  },
);

test.each(ROUTES)('%s %s: 401 without a token of the API', async (method, path) => {
  const sandbox = await sandboxUnderTest();
  const url = sandbox.addresses.ibm + path.replace('ID', '1001');
  const response = await fetch(url, { method });
  expect([response.status, await response.json()]).toEqual([401, { error: 'invalid_token' }]);
});

test.each([
  ['no url', { secret: 'x' }, 'invalid_request'],
  ['no secret', { url: LOCK.url }, 'invalid_request'],
  ['an empty secret', { ...LOCK, secret: '' }, 'invalid_request'],
  ['a URL that is none', { ...LOCK, url: 'yourdomain.com/auth' }, 'invalid_type'],
  ['a URL that is a script', { ...LOCK, url: 'javascript:alert(1)' }, 'invalid_type'],
  ['a URL without a host', { ...LOCK, url: 'https://' }, 'invalid_type'],
])('PUT with %s is 400', async (_, form, error) => {
  const { call } = await client();
  for (const path of [`${CHANNEL}/advanced.json`, '/videos/2001/locks/hash.json']) {
    const response = await call('PUT', path, form);
    expect([response.status, await response.json()]).toEqual([400, { error }]);
  }
});
