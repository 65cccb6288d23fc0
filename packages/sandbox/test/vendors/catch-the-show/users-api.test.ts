import { expect, test } from 'vitest';
import { accessToken, bearer, sandboxUnderTest, statusOf } from '../../sandbox-under-test.ts';
import { apiOf } from './api-of.ts';

test('users are created, read, listed and deleted with a secret key', async () => {
  const api = apiOf(await sandboxUnderTest());
  const created = await api('POST', '/users', { name: 'Ada' });
  expect(created).toEqual({
    status: 201,
    body: { id: expect.any(String), name: 'Ada', created_at: '2026-01-01T12:00:00.000Z' },
  });
  const { id } = created.body;
  expect((await api('GET', `/users/${id}`)).body).toEqual(created.body);
  expect((await api('GET', '/users')).body).toEqual({ data: [created.body], next_cursor: null });
  expect((await api('DELETE', `/users/${id}`)).status).toBe(204);
  expect((await api('GET', `/users/${id}`)).status).toBe(404);
  expect((await api('DELETE', `/users/${id}`)).status).toBe(404);
});

test('a user who is deleted loses their access tokens, and nobody else does', async () => {
  const sandbox = await sandboxUnderTest();
  const api = apiOf(sandbox);
  const { id } = (await api('POST', '/users', { name: 'Ada' })).body;
  const [theirs, another] = [
    await accessToken(sandbox, { user: id }),
    await accessToken(sandbox, { user: 'grace' }),
  ];
  await api('DELETE', `/users/${id}`);
  const url = `${sandbox.addresses.catchTheShow}/media/launch-film/master.m3u8`;
  expect(await statusOf(url, bearer(theirs))).toBe(401);
  expect(await statusOf(url, bearer(another))).toBe(200);
});

test.each([[{}], [{ name: '' }], [{ name: 1 }], [[]]])('%j is 400', async (body) => {
  const api = apiOf(await sandboxUnderTest());
  expect((await api('POST', '/users', body)).status).toBe(400);
});

test('CTS-E1: neither a public key nor an access token sees users: 403', async () => {
  const sandbox = await sandboxUnderTest();
  for (const key of [sandbox.keys.catchTheShow.publicKey, await accessToken(sandbox)])
    expect((await apiOf(sandbox, key)('GET', '/users')).status).toBe(403);
});
