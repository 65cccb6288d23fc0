import { describe, expect, test } from 'vitest';
import { accessToken, sandboxUnderTest } from '../../sandbox-under-test.ts';
import { apiOf } from './api-of.ts';

async function started() {
  const sandbox = await sandboxUnderTest();
  return { sandbox, api: apiOf(sandbox) };
}

const ORDER = { name: 'Importer', environment: 'staging', type: 'secret' };

describe('CTS-E2', () => {
  test('a key is shown once; the list shows its prefix alone', async () => {
    const { sandbox, api } = await started();
    const created = await api('POST', '/keys', ORDER);
    expect(created).toMatchObject({
      status: 201,
      body: { ...ORDER, state: 'active', ends_at: null, created_at: '2026-01-01T12:00:00.000Z' },
    });
    const { key, prefix } = created.body;
    expect(key).toMatch(/^sandbox_sk_[\w-]{32}$/);
    expect(key.startsWith(prefix)).toBe(true);
    expect(prefix).toHaveLength(15);
    const listed = await api('GET', '/keys');
    expect(listed.body.data.map(({ name }: { name: string }) => name)).toEqual([
      'Backend',
      'Web',
      'Importer',
    ]);
    const text = JSON.stringify(listed.body);
    for (const value of [key, ...Object.values(sandbox.keys.catchTheShow)])
      expect(text).not.toContain(value);
    expect((await apiOf(sandbox, key)('GET', '/users')).status).toBe(200);
  });

  test('a rotated key and its successor both live until the grace is over', async () => {
    const { sandbox, api } = await started();
    const { id, key } = (await api('POST', '/keys', ORDER)).body;
    const rotated = await api('POST', `/keys/${id}/rotate`, { grace_seconds: 60 });
    expect(rotated).toMatchObject({ status: 201, body: { ...ORDER, state: 'active' } });
    expect(rotated.body.id).not.toBe(id);
    const statuses = async (): Promise<number[]> => {
      const [old, young] = [apiOf(sandbox, key), apiOf(sandbox, rotated.body.key)];
      return [(await old('GET', '/users')).status, (await young('GET', '/users')).status];
    };
    const states = async () =>
      (await api('GET', '/keys')).body.data.slice(2).map(({ state }: { state: string }) => state);
    expect(await statuses()).toEqual([200, 200]);
    expect(await states()).toEqual(['retiring', 'active']);
    sandbox.advance(59_999);
    expect(await statuses()).toEqual([200, 200]);
    sandbox.advance(1);
    expect(await statuses()).toEqual([401, 200]);
    expect(await states()).toEqual(['revoked', 'active']);
  });

  test('the account’s own key follows its rotation, another key’s rotation leaves it alone', async () => {
    const { sandbox, api } = await started();
    const before = sandbox.keys.catchTheShow.secretKey;
    const { id } = (await api('POST', '/keys', ORDER)).body;
    await api('POST', `/keys/${id}/rotate`);
    expect(sandbox.keys.catchTheShow.secretKey).toBe(before);
    const { key } = (await api('POST', '/keys/key_1/rotate')).body;
    expect(sandbox.keys.catchTheShow.secretKey).toBe(key);
    expect((await apiOf(sandbox, before)('GET', '/users')).status).toBe(401);
  });

  test('a second rotation within the first grace ends all that went before', async () => {
    const { sandbox } = await started();
    const first = sandbox.keys.catchTheShow.secretKey;
    const second = (await sandbox.rotateSecretKey(10_000)).secretKey;
    await sandbox.rotateSecretKey(5000);
    sandbox.advance(5000);
    for (const key of [first, second])
      expect((await apiOf(sandbox, key)('GET', '/users')).status).toBe(401);
    expect((await apiOf(sandbox)('GET', '/users')).status).toBe(200);
  });

  test.each([0, 30])('a revoked key ends after %i seconds, for good', async (seconds) => {
    const { sandbox, api } = await started();
    const { id, key } = (await api('POST', '/keys', ORDER)).body;
    const revoked = await api('POST', `/keys/${id}/revoke`, { grace_seconds: seconds });
    expect(revoked.status).toBe(200);
    expect(revoked.body).not.toHaveProperty('key');
    expect(revoked.body.state).toBe(seconds === 0 ? 'revoked' : 'retiring');
    sandbox.advance(seconds * 1000);
    expect((await apiOf(sandbox, key)('GET', '/users')).status).toBe(401);
    expect((await sandbox.journal()).entries.at(-1)?.verdict).toBe('revoked');
    // A longer grace does not wake it.
    await api('POST', `/keys/${id}/revoke`, { grace_seconds: 600 });
    expect((await apiOf(sandbox, key)('GET', '/users')).status).toBe(401);
    expect((await api('POST', `/keys/${id}/rotate`)).status).toBe(409);
  });

  test('a public key is created, and is no secret one', async () => {
    const { sandbox, api } = await started();
    const { key } = (await api('POST', '/keys', { ...ORDER, type: 'public' })).body;
    expect(key).toMatch(/^sandbox_pk_/);
    expect((await apiOf(sandbox, key)('GET', '/videos')).status).toBe(200);
    expect((await apiOf(sandbox, key)('GET', '/users')).status).toBe(403);
  });

  test('two keys of one name are told apart by environment only', async () => {
    const { api } = await started();
    expect((await api('POST', '/keys', ORDER)).status).toBe(201);
    expect((await api('POST', '/keys', ORDER)).status).toBe(409);
    expect((await api('POST', '/keys', { ...ORDER, environment: 'production' })).status).toBe(201);
  });

  test('neither a public key nor an access token manages keys', async () => {
    const { sandbox } = await started();
    for (const key of [sandbox.keys.catchTheShow.publicKey, await accessToken(sandbox)]) {
      expect((await apiOf(sandbox, key)('GET', '/keys')).status).toBe(403);
      expect((await apiOf(sandbox, key)('POST', '/keys', ORDER)).status).toBe(403);
      expect((await apiOf(sandbox, key)('POST', '/keys/key_1/revoke')).status).toBe(403);
    }
  });

  test('no key value reaches the stranger unseen', async () => {
    const { sandbox, api } = await started();
    const { id, key } = (await api('POST', '/keys', ORDER)).body;
    await (await fetch(`${sandbox.addresses.foreign}/?k=${key}`)).arrayBuffer();
    expect(await sandbox.leaks()).toMatchObject([{ canary: `catchTheShow ${id}` }]);
  });
});

test.each([
  ['POST', '/keys', { ...ORDER, name: ' ' }, 400],
  ['POST', '/keys', { ...ORDER, environment: 'moon' }, 400],
  ['POST', '/keys', { ...ORDER, type: 'other' }, 400],
  ['POST', '/keys', [], 400],
  ['POST', '/keys/key_1/rotate', { grace_seconds: -1 }, 400],
  ['POST', '/keys/key_1/rotate', { grace_seconds: 0.5 }, 400],
  ['POST', '/keys/key_1/revoke', { grace_seconds: 2_592_001 }, 400],
  ['POST', '/keys/key_1/revoke', [], 400],
  ['POST', '/keys/key_9/rotate', {}, 404],
  ['POST', '/keys/key_9/revoke', {}, 404],
])('%s %s %j is %i', async (method, path, body, status) => {
  const { api } = await started();
  expect((await api(method, path, body)).status).toBe(status);
});
