import { expect, test } from 'vitest';
import { createSandboxClock } from '../../../src/sandbox-clock.ts';
import { createProviderStore } from '../../../src/vendors/authorization/provider-store.ts';

function storeUnderTest() {
  const at = { ms: Date.UTC(2026, 0, 1) };
  const store = createProviderStore({
    clock: createSandboxClock(() => at.ms),
    graceMs: () => 0,
    isEnded: (token) => token === 'ended',
    usedAgain: async () => new Error('used again'),
  });
  return { at, store };
}

const computerSeconds = (): number => Math.floor(Date.now() / 1000);

test('keeps at most 5000 of a model, the newest', async () => {
  const { store } = storeUnderTest();
  const codes = store.adapter('AuthorizationCode');
  for (let i = 0; i <= 5000; i++) await codes.upsert(`code-${i}`, {}, 60);
  expect(await codes.find('code-0')).toBeUndefined();
  expect(await codes.find('code-1')).toBeDefined();
  expect(await codes.find('code-5000')).toBeDefined();
});

test('dates what it finds so that it ends by the sandbox’s clock', async () => {
  const { at, store } = storeUnderTest();
  const tokens = store.adapter('AccessToken');
  await tokens.upsert('a', { iat: 1000, exp: 1060 }, 60);
  const fresh = await tokens.find('a');
  expect(Math.abs((fresh?.exp ?? 0) - computerSeconds() - 60)).toBeLessThanOrEqual(1);
  expect((fresh?.exp ?? 0) - (fresh?.iat ?? 0)).toBe(60);
  at.ms += 59_999;
  expect((await tokens.find('a'))?.exp).toBeGreaterThan(computerSeconds());
  at.ms += 1;
  expect((await tokens.find('a'))?.exp).toBeLessThan(computerSeconds());
  // Nobody has revoked it.
  expect(store.isKept('AccessToken', 'a')).toBe(true);
});

test('does not find what a command has ended', async () => {
  const { store } = storeUnderTest();
  const tokens = store.adapter('AccessToken');
  await tokens.upsert('ended', {}, 60);
  expect(await tokens.find('ended')).toBeUndefined();
});

test('of what belongs to a grant only the first use counts, and a second ends the grant', async () => {
  const { store } = storeUnderTest();
  const tokens = store.adapter('RefreshToken');
  await store.adapter('Grant').upsert('g', {}, 60);
  await tokens.upsert('r', { grantId: 'g' }, 60);
  await tokens.upsert('other', { grantId: 'h' }, 60);
  await tokens.consume('r');
  expect((await tokens.find('r'))?.consumed).toBeDefined();
  await expect(tokens.consume('r')).rejects.toThrow('used again');
  expect(await tokens.find('r')).toBeUndefined();
  expect(store.isKept('Grant', 'g')).toBe(false);
  expect(await tokens.find('other')).toBeDefined();
});

test('what is given out can be changed without changing what is kept', async () => {
  const { store } = storeUnderTest();
  const sessions = store.adapter('Session');
  await sessions.upsert('s', { uid: 'u', authorizations: { app: {} } }, 60);
  const found = await sessions.findByUid('u');
  delete found?.authorizations?.['app'];
  expect((await sessions.find('s'))?.authorizations).toEqual({ app: {} });
});
