import { describe, expect, test } from 'vitest';
import { accessToken, bearer, sandboxUnderTest, statusOf } from '../../sandbox-under-test.ts';
import { apiOf } from './api-of.ts';

const FILM = { title: 'A film', description: 'Of mine.', is_public: false, tags: ['mine'] };

describe.each(['/videos', '/live-streams'])('%s', (path) => {
  test('are created, read, listed and deleted with a secret key', async () => {
    const sandbox = await sandboxUnderTest();
    const api = apiOf(sandbox);
    const created = await api('POST', path, FILM);
    expect(created).toMatchObject({ status: 201, body: FILM });
    const { id, stream_url: url } = created.body;
    expect(await api('GET', `${path}/${id}`)).toEqual({ status: 200, body: created.body });
    const listed = await api('GET', path);
    expect(listed.body.data.at(-1)).toEqual(created.body);
    expect(listed.body.next_cursor).toBeNull();
    const type = path === '/videos' ? 'video' : 'live_stream';
    const token = await accessToken(sandbox, { id, type });
    expect(await statusOf(url, bearer(token))).toBe(200);

    expect(await api('DELETE', `${path}/${id}`)).toEqual({ status: 204, body: undefined });
    expect((await api('GET', `${path}/${id}`)).status).toBe(404);
    expect((await api('DELETE', `${path}/${id}`)).status).toBe(404);
    expect(await statusOf(url, bearer(token))).toBe(404);
  });

  test('are listed page by page, and a deletion between two pages drops nothing else', async () => {
    const sandbox = await sandboxUnderTest();
    const api = apiOf(sandbox);
    for (const title of ['a', 'b', 'c', 'd']) await api('POST', path, { title });
    const seen: string[] = [];
    let cursor: string | null = '0';
    while (cursor !== null) {
      const { body } = await api('GET', `${path}?limit=2&cursor=${cursor}`);
      expect(body.data.length).toBeLessThanOrEqual(2);
      seen.push(...body.data.map((film: { title: string }) => film.title));
      if (cursor === '0') await api('DELETE', `${path}/${body.data[1].id}`);
      cursor = body.next_cursor;
    }
    expect(seen.slice(-4)).toEqual(['a', 'b', 'c', 'd']);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test.each(['limit=0', 'limit=101', 'limit=x', 'cursor=x'])('?%s is 400', async (query) => {
    const api = apiOf(await sandboxUnderTest());
    expect((await api('GET', `${path}?${query}`)).status).toBe(400);
  });

  test('CTS-E1: nobody but a secret key creates or deletes: 403', async () => {
    const sandbox = await sandboxUnderTest();
    const id = path === '/videos' ? 'public-film' : 'live-show';
    for (const key of [sandbox.keys.catchTheShow.publicKey, await accessToken(sandbox)]) {
      const api = apiOf(sandbox, key);
      expect((await api('POST', path, FILM)).status).toBe(403);
      expect((await api('DELETE', `${path}/${id}`)).status).toBe(403);
    }
  });

  test('a public key lists what is public; an access token lists nothing: 403', async () => {
    const sandbox = await sandboxUnderTest();
    await apiOf(sandbox)('POST', path, { ...FILM, is_public: true });
    const listed = await apiOf(sandbox, sandbox.keys.catchTheShow.publicKey)('GET', path);
    expect(listed.body.data.length).toBeGreaterThan(0);
    for (const film of listed.body.data) {
      expect(film.is_public).toBe(true);
      expect(film).not.toHaveProperty('rtmp_ingest_url');
    }
    const token = await accessToken(sandbox, { permissions: ['metadata:read'] });
    expect((await apiOf(sandbox, token)('GET', path)).status).toBe(403);
  });
});

test('the ingest URL of a live stream is for secret keys alone', async () => {
  const sandbox = await sandboxUnderTest();
  const path = '/live-streams/live-show';
  expect((await apiOf(sandbox)('GET', path)).body.rtmp_ingest_url).toMatch(/^rtmp:/);
  const order = { id: 'live-show', type: 'live_stream', permissions: ['metadata:read'] };
  const read = await apiOf(sandbox, await accessToken(sandbox, order))('GET', path);
  expect(read.status).toBe(200);
  expect(read.body).not.toHaveProperty('rtmp_ingest_url');
});

test('what is deleted here stays with the other vendors', async () => {
  const sandbox = await sandboxUnderTest();
  await apiOf(sandbox)('DELETE', '/videos/launch-film');
  expect(await statusOf(`${sandbox.addresses.origin}/open/launch-film/master.m3u8`)).toBe(200);
});

test('an account that is full says so: 409', async () => {
  const api = apiOf(await sandboxUnderTest());
  const answers = await Promise.all(
    Array.from({ length: 1000 }, () => api('POST', '/videos', { title: 'x' })),
  );
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
});
