import { describe, expect, test } from 'vitest';
import type { UnderTest } from '../../sandbox-under-test.ts';
import { bearer, sandboxUnderTest, statusOf } from '../../sandbox-under-test.ts';
import { post, tokens } from '../authorization/visitor.ts';

const api = (
  sandbox: UnderTest,
  path: string,
  init: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> } = {},
  key = sandbox.keys.stapi.apiKey,
): Promise<Response> =>
  fetch(`${sandbox.addresses.stapi}/v1${path}`, {
    ...init,
    headers: { 'X-STAPI-API-Key': key, 'Content-Type': 'application/json', ...init.headers },
  });

const send = (sandbox: UnderTest, path: string, body: unknown, key?: string): Promise<Response> =>
  api(sandbox, path, { method: 'POST', body: JSON.stringify(body) }, key);

/** An access token that an application gets for itself. */
const tokenFor = async (sandbox: UnderTest, scope: string, resource?: string): Promise<string> => {
  const order = { grant_type: 'client_credentials', scope };
  const answer = post(sandbox, '/token', resource === undefined ? order : { ...order, resource });
  return (await tokens(answer)).access_token;
};

const createKey = async (sandbox: UnderTest, details: Record<string, unknown>) =>
  (await sandbox.tell('stapi', 'createApiKey', { name: 'Test', ...details })) as {
    id: string;
    key: string;
  };

describe('the sample of the document', () => {
  test('lists videos, each with an id, a title and a status', async () => {
    const sandbox = await sandboxUnderTest();
    const response = await fetch(`${sandbox.addresses.stapi}/v1/videos`, {
      headers: {
        'X-STAPI-API-Key': sandbox.keys.stapi.apiKey,
        'Content-Type': 'application/json',
      },
    });
    expect(response.status).toBe(200);
    const { data } = await response.json();
    expect(data[0]).toEqual({ id: 'launch-film', title: 'Launch film', status: 'ready' });
  });

  test('an error is a status and a text', async () => {
    const sandbox = await sandboxUnderTest();
    const response = await api(sandbox, '/videos', {}, 'unknown');
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toBe('The credential is not valid.\n');
  });
});

describe('STA-E3: credentials', () => {
  test('a key in the header, a key in the query and a Bearer each open the list', async () => {
    const sandbox = await sandboxUnderTest();
    const url = `${sandbox.addresses.stapi}/v1/videos`;
    const { apiKey } = sandbox.keys.stapi;
    expect(await statusOf(url, { headers: { 'X-STAPI-API-Key': apiKey } })).toBe(200);
    expect(await statusOf(`${url}?api_key=${apiKey}`)).toBe(200);
    expect(await statusOf(url, bearer(await tokenFor(sandbox, 'videos:read')))).toBe(200);
  });

  test('none or an unknown one is 401, one that may not do this is 403', async () => {
    const sandbox = await sandboxUnderTest();
    const url = `${sandbox.addresses.stapi}/v1/videos`;
    const none = await fetch(url);
    expect(none.status).toBe(401);
    expect(none.headers.get('www-authenticate')).toMatch(/^Bearer realm="stapi", DPoP /);
    const unknown = await fetch(url, bearer('unknown'));
    expect(unknown.status).toBe(401);
    expect(unknown.headers.get('www-authenticate')).toContain('invalid_token');
    expect(await statusOf(url, bearer(await tokenFor(sandbox, 'live:read')))).toBe(403);
    const { key } = await createKey(sandbox, { permissions: ['live:read'] });
    expect((await api(sandbox, '/videos', {}, key)).status).toBe(403);
    expect((await api(sandbox, '/live-streams', {}, key)).status).toBe(200);
  });

  test.each([
    ['GET', '/videos', 'videos:read'],
    ['GET', '/videos/launch-film', 'videos:read'],
    ['POST', '/videos', 'videos:write'],
    ['PUT', '/videos/x/content', 'videos:write'],
    ['GET', '/live-streams', 'live:read'],
    ['POST', '/live-streams', 'live:write'],
    ['DELETE', '/live-streams/live-show', 'live:write'],
    ['GET', '/analytics/videos/launch-film', 'analytics:read'],
  ])('%s %s needs %s and nothing else', async (method, path, permission) => {
    const sandbox = await sandboxUnderTest();
    const all = ['videos:read', 'videos:write', 'live:read', 'live:write', 'analytics:read'];
    const { key: right } = await createKey(sandbox, { permissions: [permission] });
    const { key: wrong } = await createKey(sandbox, {
      permissions: all.filter((one) => one !== permission),
    });
    expect((await api(sandbox, path, { method }, wrong)).status).toBe(403);
    expect([401, 403]).not.toContain((await api(sandbox, path, { method }, right)).status);
  });

  test('two credentials are a mistake, or one of them counts: as it is told', async () => {
    const sandbox = await sandboxUnderTest();
    const url = `${sandbox.addresses.stapi}/v1/videos`;
    const token = await tokenFor(sandbox, 'live:read');
    const key = { 'X-STAPI-API-Key': sandbox.keys.stapi.apiKey };
    const both = { headers: { ...key, Authorization: `Bearer ${token}` } };
    expect(await statusOf(url, both)).toBe(400);
    await sandbox.tell('stapi', 'changeSettings', { twoCredentials: 'key' });
    expect(await statusOf(url, both)).toBe(200);
    await sandbox.tell('stapi', 'changeSettings', { twoCredentials: 'token' });
    expect(await statusOf(url, both)).toBe(403);
    const twice = `${url}?api_key=${sandbox.keys.stapi.apiKey}`;
    expect(await statusOf(twice, { headers: key })).toBe(400);
  });

  test('the name of the query parameter is what it is told', async () => {
    const sandbox = await sandboxUnderTest();
    const url = `${sandbox.addresses.stapi}/v1/videos`;
    await sandbox.tell('stapi', 'changeSettings', { queryKeyName: 'stapi_key' });
    expect(await statusOf(`${url}?stapi_key=${sandbox.keys.stapi.apiKey}`)).toBe(200);
    expect(await statusOf(`${url}?api_key=${sandbox.keys.stapi.apiKey}`)).toBe(401);
  });

  test('the journal knows a key from a token, and holds neither', async () => {
    const sandbox = await sandboxUnderTest();
    const url = `${sandbox.addresses.stapi}/v1/videos`;
    await statusOf(`${url}?api_key=${sandbox.keys.stapi.apiKey}`);
    await statusOf(url, bearer(await tokenFor(sandbox, 'videos:read')));
    const { entries } = await sandbox.journal();
    const own = entries.filter(({ listener }) => listener === 'stapi');
    expect(own.map(({ credential, verdict }) => [credential, verdict])).toEqual([
      ['key', 'ok'],
      ['bearer', 'ok'],
    ]);
    expect(JSON.stringify(entries)).not.toContain(sandbox.keys.stapi.apiKey);
  });

  test.each([
    [{ queryKeyName: 'a b' }, 'queryKeyName'],
    [{ twoCredentials: 'both' }, 'twoCredentials'],
  ])('%j is refused and says why', async (details, word) => {
    const sandbox = await sandboxUnderTest();
    await expect(sandbox.tell('stapi', 'changeSettings', details)).rejects.toThrow(word);
  });
});

describe('API keys', () => {
  test('are shown once, listed by their beginning, and revoked', async () => {
    const sandbox = await sandboxUnderTest();
    const { id, key } = await createKey(sandbox, {});
    const listed = JSON.stringify(await sandbox.tell('stapi', 'apiKeys'));
    expect(listed).toContain(key.slice(0, 14));
    expect(listed).not.toContain(key);
    expect((await api(sandbox, '/videos', {}, key)).status).toBe(200);
    await sandbox.tell('stapi', 'revokeApiKey', { id });
    expect((await api(sandbox, '/videos', {}, key)).status).toBe(401);
    expect((await sandbox.journal()).entries.at(-1)?.verdict).toBe('revoked');
    expect((await api(sandbox, '/videos')).status).toBe(200);
  });

  test.each([
    [{ name: '' }, 'name'],
    [{ permissions: ['everything'] }, 'permissions'],
  ])('%j is refused and says why', async (details, word) => {
    const sandbox = await sandboxUnderTest();
    await expect(createKey(sandbox, details)).rejects.toThrow(word);
  });

  test('one that reaches the stranger is noticed', async () => {
    const sandbox = await sandboxUnderTest();
    await statusOf(`${sandbox.addresses.foreign}/?k=${sandbox.keys.stapi.apiKey}`);
    expect((await sandbox.leaks()).map(({ canary }) => canary)).toEqual(['stapi key_1']);
  });
});

describe('videos', () => {
  test('come page by page', async () => {
    const sandbox = await sandboxUnderTest();
    const first = await (await api(sandbox, '/videos?limit=2')).json();
    expect(first.data.map(({ id }: { id: string }) => id)).toEqual(['launch-film', 'long-film']);
    const second = await (await api(sandbox, `/videos?limit=2&cursor=${first.next_cursor}`)).json();
    expect(second.data.map(({ id }: { id: string }) => id)).toEqual(['public-film']);
    expect(second).not.toHaveProperty('next_cursor');
    const strange = await api(sandbox, '/videos?limit=2&cursor=none');
    expect([strange.status, await strange.text()]).toEqual([
      400,
      'cursor must be one that a page gave.\n',
    ]);
    expect((await api(sandbox, '/videos?limit=0')).status).toBe(400);
  });

  test('one is created, gets its content, and plays', async () => {
    const sandbox = await sandboxUnderTest();
    const created = await send(sandbox, '/videos', { title: 'Mine' });
    expect(created.status).toBe(201);
    const { data } = await created.json();
    expect(data).toEqual({ id: expect.any(String), title: 'Mine', status: 'created' });
    const media = `${sandbox.addresses.stapi}/media/${data.id}/master.m3u8`;
    const token = await tokenFor(sandbox, 'videos:play');
    expect(await statusOf(media, bearer(token))).toBe(404);
    const content = {
      method: 'PUT',
      body: new Uint8Array(1000),
      headers: { 'Content-Type': 'video/mp4' },
    };
    const filled = await api(sandbox, `/videos/${data.id}/content`, content);
    expect(await filled.json()).toEqual({ data: { id: data.id, title: 'Mine', status: 'ready' } });
    expect(await statusOf(media, bearer(token))).toBe(200);
    expect((await api(sandbox, `/videos/${data.id}`)).status).toBe(200);
    expect((await api(sandbox, `/videos/${data.id}/content`, content)).status).toBe(409);
  });

  test('what is not there is 404, what is no video 415, what has no title 400', async () => {
    const sandbox = await sandboxUnderTest();
    expect((await api(sandbox, '/videos/none')).status).toBe(404);
    const text = { method: 'PUT', body: 'x', headers: { 'Content-Type': 'text/plain' } };
    expect((await api(sandbox, '/videos/none/content', text)).status).toBe(415);
    const video = { ...text, headers: { 'Content-Type': 'video/mp4' } };
    expect((await api(sandbox, '/videos/none/content', video)).status).toBe(404);
    expect((await send(sandbox, '/videos', {})).status).toBe(400);
  });
});

describe('live streams and analytics', () => {
  test('a stream is created, read, listed and ended', async () => {
    const sandbox = await sandboxUnderTest();
    const created = await send(sandbox, '/live-streams', { title: 'Show' });
    expect(created.status).toBe(201);
    const { data } = await created.json();
    expect(data).toMatchObject({ title: 'Show', status: 'live' });
    expect(data.ingest_url).toMatch(/^rtmp:/);
    const ended = await api(sandbox, `/live-streams/${data.id}`, { method: 'DELETE' });
    expect(ended.status).toBe(204);
    const read = await (await api(sandbox, `/live-streams/${data.id}`)).json();
    expect(read.data.status).toBe('ended');
    const { data: all } = await (await api(sandbox, '/live-streams')).json();
    expect(all.map(({ id }: { id: string }) => id)).toContain(data.id);
    expect((await api(sandbox, '/live-streams/launch-film')).status).toBe(404);
  });

  test('analytics count what was served', async () => {
    const sandbox = await sandboxUnderTest();
    const media = `${sandbox.addresses.stapi}/media/launch-film`;
    const token = bearer(await tokenFor(sandbox, 'videos:play'));
    await statusOf(`${media}/master.m3u8`, token);
    await statusOf(`${media}/144p/0.ts`, token);
    await statusOf(`${media}/144p/1.ts`, token);
    await statusOf(`${media}/144p/2.ts`);
    const { data } = await (await api(sandbox, '/analytics/videos/launch-film')).json();
    expect(data).toEqual({ video_id: 'launch-film', views: 1, watch_seconds: 8 });
    expect((await api(sandbox, '/analytics/videos/none')).status).toBe(404);
  });
});

describe('media', () => {
  test('open for a token with videos:play, not for others and never for a key', async () => {
    const sandbox = await sandboxUnderTest();
    const url = `${sandbox.addresses.stapi}/media/launch-film/film.key`;
    expect(await statusOf(url)).toBe(401);
    expect(await statusOf(url, bearer(await tokenFor(sandbox, 'videos:read')))).toBe(403);
    const key = { headers: { 'X-STAPI-API-Key': sandbox.keys.stapi.apiKey } };
    expect(await statusOf(url, key)).toBe(403);
    expect(await statusOf(url, bearer(await tokenFor(sandbox, 'videos:play')))).toBe(200);
    expect((await sandbox.journal()).entries.at(-1)).toMatchObject({
      listener: 'stapi',
      kind: 'key',
      verdict: 'ok',
    });
  });

  test('a token for one film opens that one only, whatever the others’ names begin with', async () => {
    const sandbox = await sandboxUnderTest();
    const media = `${sandbox.addresses.stapi}/media`;
    const token = bearer(await tokenFor(sandbox, 'videos:play', `${media}/live`));
    expect(await statusOf(`${media}/live-show/master.m3u8`, token)).toBe(403);
    const right = bearer(await tokenFor(sandbox, 'videos:play', `${media}/live-show`));
    expect(await statusOf(`${media}/live-show/master.m3u8`, right)).toBe(200);
    expect(await statusOf(`${media}/live-two/master.m3u8`, right)).toBe(403);
  });

  test('tokens count their generations film by film, and expire', async () => {
    const sandbox = await sandboxUnderTest();
    const url = `${sandbox.addresses.stapi}/media/launch-film/film.key`;
    const resource = `${sandbox.addresses.stapi}/media/launch-film/`;
    await tokenFor(sandbox, 'videos:play', resource);
    await tokenFor(sandbox, 'videos:play', `${sandbox.addresses.stapi}/media/long-film/`);
    const second = bearer(await tokenFor(sandbox, 'videos:play', resource));
    expect(await statusOf(url, second)).toBe(200);
    expect((await sandbox.journal()).entries.at(-1)?.generation).toBe(2);
    sandbox.advance(600_000);
    expect(await statusOf(url, second)).toBe(401);
    expect((await sandbox.journal()).entries.at(-1)?.verdict).toBe('expired');
  });
});
