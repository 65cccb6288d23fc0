import { expect, test } from 'vitest';
import { accessToken, sandboxUnderTest } from '../../sandbox-under-test.ts';
import { apiOf } from './api-of.ts';

test('usage counts requests and refusals by credential and API', async () => {
  const sandbox = await sandboxUnderTest();
  const api = apiOf(sandbox);
  await api('GET', '/users');
  await api('GET', '/users');
  const token = await accessToken(sandbox);
  await apiOf(sandbox, token)('GET', '/users');
  await apiOf(sandbox, 'unknown')('GET', '/users');
  expect((await api('GET', '/usage')).body).toEqual({
    data: [
      { credential: 'key_1', api: 'users', requests: 2, refused: 0 },
      { credential: 'key_1', api: 'access-tokens', requests: 1, refused: 0 },
      { credential: 'access-token', api: 'users', requests: 1, refused: 1 },
      { credential: 'none', api: 'users', requests: 1, refused: 1 },
    ],
  });
});

test('usage is for secret keys alone', async () => {
  const sandbox = await sandboxUnderTest();
  const { publicKey } = sandbox.keys.catchTheShow;
  expect((await apiOf(sandbox, publicKey)('GET', '/usage')).status).toBe(403);
});
