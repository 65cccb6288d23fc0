import { describe, expect, test } from 'vitest';
import type { UnderTest } from '../../sandbox-under-test.ts';
import { accessToken, bearer, sandboxUnderTest, statusOf } from '../../sandbox-under-test.ts';

const ORDER = {
  permissions: ['media:play'],
  expires_in: 60,
  resource: { type: 'video', id: 'launch-film' },
};

const api = (
  sandbox: UnderTest,
  path: string,
  init: RequestInit = {},
  key = sandbox.keys.catchTheShow.secretKey,
) =>
  fetch(`${sandbox.addresses.catchTheShow}/v1${path}`, {
    ...init,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
  });

const post = (sandbox: UnderTest, path: string, body: unknown, key?: string) =>
  api(sandbox, path, { method: 'POST', body: JSON.stringify(body) }, key);

describe('the sample of the document', () => {
  /** Method, path, headers and body as the document prints them. */
  const create = (sandbox: UnderTest): Promise<Response> =>
    fetch(`${sandbox.addresses.catchTheShow}/v1/live-streams`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${sandbox.keys.catchTheShow.secretKey}`,
        'Content-Type': 'application/json',
      },
      body: '{"title": "My New Live Stream", "description": "An example stream created via API", "is_public": true, "tags": ["demo", "api"]}',
    });

  test('creates a live stream and names its id, stream URL and ingest URL', async () => {
    const sandbox = await sandboxUnderTest();
    const response = await create(sandbox);
    expect(response.status).toBe(201);
    const stream = await response.json();
    expect(stream).toMatchObject({
      title: 'My New Live Stream',
      description: 'An example stream created via API',
      is_public: true,
      tags: ['demo', 'api'],
      rtmp_ingest_url: expect.stringMatching(/^rtmp:\/\//),
    });
    expect(stream.stream_url).toBe(
      `${sandbox.addresses.catchTheShow}/media/${stream.id}/master.m3u8`,
    );
  });

  test('the stream plays from its own start, and as it is public, for everybody', async () => {
    const sandbox = await sandboxUnderTest();
    const { stream_url: url, id } = await (await create(sandbox)).json();
    expect(await statusOf(url)).toBe(200);
    sandbox.advance(20_000);
    const playlist = await (await fetch(new URL('144p/index.m3u8', url))).text();
    expect(playlist.match(/^\d+\.ts$/gm)).toEqual(['0.ts', '1.ts', '2.ts', '3.ts', '4.ts']);
    expect((await api(sandbox, `/live-streams/${id}`)).status).toBe(200);
  });

  test('without a key it is 401', async () => {
    const sandbox = await sandboxUnderTest();
    expect((await post(sandbox, '/live-streams', { title: 'x' }, '')).status).toBe(401);
    expect((await post(sandbox, '/live-streams', { title: 'x' }, 'unknown')).status).toBe(401);
  });

  test.each([
    [{}, 'title'],
    [{ title: '' }, 'title'],
    [{ title: 'x', description: 1 }, 'description'],
    [{ title: 'x', is_public: 'yes' }, 'is_public'],
    [{ title: 'x', tags: 'demo' }, 'tags'],
    [[], 'JSON object'],
  ])('%j is 400 and says what is wrong', async (body, word) => {
    const sandbox = await sandboxUnderTest();
    const response = await post(sandbox, '/live-streams', body);
    expect(response.status).toBe(400);
    expect((await response.json()).error.message).toContain(word);
  });
});

describe('CTS-E1: access tokens', () => {
  test('are minted with the secret key and open the media of their resource', async () => {
    const sandbox = await sandboxUnderTest();
    const response = await post(sandbox, '/access-tokens', { ...ORDER, user: 'ada' });
    expect(response.status).toBe(201);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const minted = await response.json();
    expect(minted).toEqual({
      id: 'at_1',
      token: expect.stringMatching(/^sandbox_at_[\w-]{32}$/),
      token_type: 'Bearer',
      expires_in: 60,
      permissions: ['media:play'],
    });
    const media = `${sandbox.addresses.catchTheShow}/media`;
    expect(await statusOf(`${media}/launch-film/master.m3u8`, bearer(minted.token))).toBe(200);
    expect(await statusOf(`${media}/launch-film/film.key`, bearer(minted.token))).toBe(200);
    expect(await statusOf(`${media}/long-film/master.m3u8`, bearer(minted.token))).toBe(403);
    expect(await statusOf(`${media}/no-film/master.m3u8`, bearer(minted.token))).toBe(404);
  });

  test('count their generations film by film and viewer by viewer', async () => {
    const sandbox = await sandboxUnderTest();
    await accessToken(sandbox, { user: 'ada' });
    await accessToken(sandbox, { user: 'grace' });
    const token = await accessToken(sandbox, { user: 'ada' });
    await statusOf(`${sandbox.addresses.catchTheShow}/media/launch-film/film.key`, bearer(token));
    expect((await sandbox.journal()).entries.at(-1)?.generation).toBe(2);
  });

  test('expire by the sandbox’s clock: 401', async () => {
    const sandbox = await sandboxUnderTest();
    const token = await accessToken(sandbox, { seconds: 3 });
    const url = `${sandbox.addresses.catchTheShow}/media/launch-film/master.m3u8`;
    sandbox.advance(2999);
    expect(await statusOf(url, bearer(token))).toBe(200);
    sandbox.advance(1);
    const response = await fetch(url, bearer(token));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(await response.json()).toMatchObject({ error: { code: 'credential_expired' } });
  });

  test('end on command, by viewer', async () => {
    const sandbox = await sandboxUnderTest();
    const [ada, grace] = [
      await accessToken(sandbox, { user: 'ada' }),
      await accessToken(sandbox, { user: 'grace' }),
    ];
    const url = `${sandbox.addresses.catchTheShow}/media/launch-film/master.m3u8`;
    await sandbox.revokeCredentials({ vendor: 'catchTheShow', viewer: 'ada' });
    expect(await statusOf(url, bearer(ada))).toBe(401);
    expect((await sandbox.journal()).entries.at(-1)?.verdict).toBe('revoked');
    expect(await statusOf(url, bearer(grace))).toBe(200);
    await sandbox.expireCredentials();
    expect(await statusOf(url, bearer(grace))).toBe(401);
    expect((await sandbox.journal()).entries.at(-1)?.verdict).toBe('expired');
  });

  test('without the permission to play they are 403', async () => {
    const sandbox = await sandboxUnderTest();
    const token = await accessToken(sandbox, { permissions: ['metadata:read'] });
    const url = `${sandbox.addresses.catchTheShow}/media/launch-film/master.m3u8`;
    expect(await statusOf(url, bearer(token))).toBe(403);
  });

  test('a live stream’s open the live stream', async () => {
    const sandbox = await sandboxUnderTest();
    const token = await accessToken(sandbox, { type: 'live_stream', id: 'live-show' });
    const url = `${sandbox.addresses.catchTheShow}/media/live-show/master.m3u8`;
    expect(await statusOf(url, bearer(token))).toBe(200);
  });

  test.each([
    [{ ...ORDER, expires_in: 0 }, 400, 'expires_in'],
    [{ ...ORDER, expires_in: 86_401 }, 400, 'expires_in'],
    [{ ...ORDER, expires_in: 1.5 }, 400, 'expires_in'],
    [{ ...ORDER, expires_in: '60' }, 400, 'expires_in'],
    [{ ...ORDER, permissions: [] }, 400, 'permissions'],
    [{ ...ORDER, permissions: 'media:play' }, 400, 'permissions'],
    [{ ...ORDER, resource: { type: 'film', id: 'x' } }, 400, 'resource'],
    [{ ...ORDER, resource: 'launch-film' }, 400, 'resource'],
    [{ ...ORDER, user: 1 }, 400, 'user'],
    [{ ...ORDER, resource: { type: 'video', id: 'no-film' } }, 404, 'no such'],
    [{ ...ORDER, resource: { type: 'live_stream', id: 'launch-film' } }, 404, 'no such'],
  ])('%j is %i', async (order, status, word) => {
    const sandbox = await sandboxUnderTest();
    const response = await post(sandbox, '/access-tokens', order);
    expect(response.status).toBe(status);
    expect((await response.json()).error.message).toContain(word);
  });

  test.each(['not json', '', '[]', 'null'])('the body %j is 400', async (body) => {
    const sandbox = await sandboxUnderTest();
    expect((await api(sandbox, '/access-tokens', { method: 'POST', body })).status).toBe(400);
  });

  test('no one but a secret key mints: public key and access tokens are 403, none is 401', async () => {
    const sandbox = await sandboxUnderTest();
    const mint = async (key: string) => (await post(sandbox, '/access-tokens', ORDER, key)).status;
    expect(await mint(sandbox.keys.catchTheShow.publicKey)).toBe(403);
    expect(await mint(await accessToken(sandbox))).toBe(403);
    expect(await mint('')).toBe(401);
  });
});

describe('keys', () => {
  test('neither key opens media, and the journal says that a key was sent', async () => {
    const sandbox = await sandboxUnderTest();
    const url = `${sandbox.addresses.catchTheShow}/media/launch-film/master.m3u8`;
    for (const key of Object.values(sandbox.keys.catchTheShow)) {
      expect(await statusOf(url, bearer(key))).toBe(401);
      expect((await sandbox.journal()).entries.at(-1)).toMatchObject({
        credential: 'key',
        verdict: 'wrong',
      });
    }
  });

  test('CTS-E2: after a rotation both live until the grace is over', async () => {
    const sandbox = await sandboxUnderTest();
    const before = sandbox.keys.catchTheShow.secretKey;
    const { secretKey } = await sandbox.rotateSecretKey(10_000);
    expect(sandbox.keys.catchTheShow.secretKey).toBe(secretKey);
    const mint = async (key: string) => (await post(sandbox, '/access-tokens', ORDER, key)).status;
    expect([await mint(before), await mint(secretKey)]).toEqual([201, 201]);
    sandbox.advance(10_000);
    expect([await mint(before), await mint(secretKey)]).toEqual([401, 201]);
    expect((await sandbox.journal()).entries.at(-2)).toMatchObject({
      credential: 'key',
      verdict: 'revoked',
    });
  });
});

describe('descriptions', () => {
  test('a secret key reads every film', async () => {
    const sandbox = await sandboxUnderTest();
    expect(await (await api(sandbox, '/videos/launch-film')).json()).toEqual({
      id: 'launch-film',
      title: 'Launch film',
      description: 'Two minutes behind a lock.',
      is_public: false,
      tags: ['launch', 'demo'],
      stream_url: `${sandbox.addresses.catchTheShow}/media/launch-film/master.m3u8`,
    });
    expect((await api(sandbox, '/live-streams/live-show')).status).toBe(200);
    expect((await api(sandbox, '/videos/live-show')).status).toBe(404);
    expect((await api(sandbox, '/live-streams/launch-film')).status).toBe(404);
    expect((await api(sandbox, '/nonsense')).status).toBe(404);
  });

  test('a public key reads what is public, an access token what it was made for', async () => {
    const sandbox = await sandboxUnderTest();
    const read = async (id: string, key: string) =>
      (await api(sandbox, `/videos/${id}`, {}, key)).status;
    const { publicKey } = sandbox.keys.catchTheShow;
    expect([await read('public-film', publicKey), await read('launch-film', publicKey)]).toEqual([
      200, 403,
    ]);
    const token = await accessToken(sandbox, { permissions: ['metadata:read'] });
    expect([await read('launch-film', token), await read('long-film', token)]).toEqual([200, 403]);
    expect(await read('launch-film', await accessToken(sandbox))).toBe(403);
  });

  test('a public film needs no credential, and takes no offence at one', async () => {
    const sandbox = await sandboxUnderTest();
    const url = `${sandbox.addresses.catchTheShow}/media/public-film/master.m3u8`;
    expect([await statusOf(url), await statusOf(url, bearer('whatever'))]).toEqual([200, 200]);
    expect((await sandbox.journal()).entries.map(({ verdict }) => verdict)).toEqual([
      undefined,
      undefined,
    ]);
  });
});
