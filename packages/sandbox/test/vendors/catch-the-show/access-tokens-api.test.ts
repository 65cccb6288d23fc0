import { expect, test } from 'vitest';
import { accessToken, bearer, sandboxUnderTest, statusOf } from '../../sandbox-under-test.ts';
import { apiOf } from './api-of.ts';

const ORDER = {
  permissions: ['media:play'],
  expires_in: 60,
  resource: { type: 'video', id: 'launch-film' },
};

test('CTS-E1: a token is revoked by its id, and only that one', async () => {
  const sandbox = await sandboxUnderTest();
  const api = apiOf(sandbox);
  const [one, other] = [
    await api('POST', '/access-tokens', ORDER),
    await api('POST', '/access-tokens', ORDER),
  ];
  expect((await api('DELETE', `/access-tokens/${one.body.id}`)).status).toBe(204);
  const url = `${sandbox.addresses.catchTheShow}/media/launch-film/master.m3u8`;
  expect(await statusOf(url, bearer(one.body.token))).toBe(401);
  expect((await sandbox.journal()).entries.at(-1)?.verdict).toBe('revoked');
  expect(await statusOf(url, bearer(other.body.token))).toBe(200);
});

test.each(['at_9', 'at_', 'x', 'at_1x'])('revoking %s is 404', async (id) => {
  const api = apiOf(await sandboxUnderTest());
  expect((await api('DELETE', `/access-tokens/${id}`)).status).toBe(404);
});

test('a token of another vendor is not revoked here', async () => {
  const sandbox = await sandboxUnderTest();
  const order = { scheme: 'query', film: 'launch-film', lifetimeMs: 60_000 } as const;
  const { value } = await sandbox.mintCredential(order);
  await apiOf(sandbox)('DELETE', '/access-tokens/at_1');
  const url = `${sandbox.addresses.origin}/query/launch-film/film.key?token=${value}`;
  expect(await statusOf(url)).toBe(200);
});

test('an access token revokes nothing: 403', async () => {
  const sandbox = await sandboxUnderTest();
  const api = apiOf(sandbox, await accessToken(sandbox));
  expect((await api('DELETE', '/access-tokens/at_1')).status).toBe(403);
});
