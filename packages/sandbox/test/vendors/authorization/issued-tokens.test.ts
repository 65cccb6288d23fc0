import type { KoaContextWithOIDC } from 'oidc-provider';
import { expect, test } from 'vitest';
import { createCredentials } from '../../../src/credentials/credentials.ts';
import { createSandboxClock } from '../../../src/sandbox-clock.ts';
import { createIssuedTokens } from '../../../src/vendors/authorization/issued-tokens.ts';
import { createProviderStore } from '../../../src/vendors/authorization/provider-store.ts';

/** A token of 3 s, which oidc-provider kept 50 ms before its answer was made: an ID token takes long to sign. */
async function issued() {
  const at = { ms: Date.UTC(2026, 0, 1) };
  const clock = createSandboxClock(() => at.ms);
  const store = createProviderStore({
    clock,
    graceMs: () => 0,
    isEnded: () => false,
    usedAgain: async () => new Error('used again'),
  });
  const credentials = createCredentials(clock, () => 'random');
  const tokens = createIssuedTokens({ store, credentials, leaks: { addCanary: () => {} } });
  await store.adapter('Grant').upsert('grant', {}, 60);
  await store.adapter('AccessToken').upsert('token', { grantId: 'grant' }, 3);
  at.ms += 50;
  const token = { kind: 'AccessToken', grantId: 'grant', expiration: 3, scopes: new Set() };
  tokens.enter({
    body: { access_token: 'token' },
    oidc: { entities: { AccessToken: token } },
  } as unknown as KoaContextWithOIDC);
  const judge = () => credentials.judge('token', { vendor: 'stapi' }).verdict;
  return { at, store, tokens, judge };
}

test('a token lasts as long as its answer says, and is then expired, not revoked', async () => {
  const { at, tokens, judge } = await issued();
  at.ms += 2999;
  expect([judge(), tokens.find('token')]).toEqual(['ok', expect.anything()]);
  at.ms += 1;
  expect([judge(), tokens.find('token')]).toEqual(['expired', expect.anything()]);
});

test('a token of a grant that was ended is none', async () => {
  const { store, tokens } = await issued();
  store.revokeGrant('grant');
  expect(tokens.find('token')).toBeUndefined();
});
