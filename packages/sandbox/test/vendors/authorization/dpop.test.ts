import { describe, expect, test } from 'vitest';
import { bearer, sandboxUnderTest, statusOf } from '../../sandbox-under-test.ts';
import type { UnderTest } from '../../sandbox-under-test.ts';
import { athOf, proof } from './proof.ts';
import { codeOf, exchange, post, register, tokens, visitor } from './visitor.ts';

const ORDER = { grant_type: 'client_credentials', scope: 'videos:read' };

const order = (sandbox: UnderTest, dpop?: string, application = sandbox.keys.authorization) =>
  post(sandbox, '/token', ORDER, application, dpop === undefined ? {} : { DPoP: dpop });

const tokenUrl = (sandbox: UnderTest): string => `${sandbox.addresses.authorization}/token`;

describe('A77: tokens that are bound to a key', () => {
  test('are got with a proof, and are no Bearer', async () => {
    const sandbox = await sandboxUnderTest();
    const bound = await tokens(order(sandbox, proof('POST', tokenUrl(sandbox))));
    expect(bound.token_type).toBe('DPoP');
    const api = `${sandbox.addresses.stapi}/v1/videos`;
    expect(await statusOf(api, bearer(bound.access_token))).toBe(401);
    const plain = await tokens(order(sandbox));
    expect(plain.token_type).toBe('Bearer');
    expect(await statusOf(api, bearer(plain.access_token))).toBe(200);
  });

  test.each([
    ['another method', { htm: 'GET' }],
    ['another URL', { htu: 'https://evil.example/token' }],
    ['an old date', { iat: 1 }],
  ])('a proof for %s is refused', async (_what, claims) => {
    const sandbox = await sandboxUnderTest();
    const response = await order(sandbox, proof('POST', tokenUrl(sandbox), { claims }));
    expect(response.status).toBe(400);
  });

  test('a proof is good once', async () => {
    const sandbox = await sandboxUnderTest();
    const once = proof('POST', tokenUrl(sandbox));
    expect((await order(sandbox, once)).status).toBe(200);
    expect((await order(sandbox, once)).status).toBe(400);
  });

  test('the policy can ask for a nonce, which comes with the refusal', async () => {
    const sandbox = await sandboxUnderTest();
    await sandbox.tell('authorization', 'setPolicy', { dpopNonce: true });
    const refused = await order(sandbox, proof('POST', tokenUrl(sandbox)));
    expect((await tokens(refused)).error).toBe('use_dpop_nonce');
    const nonce = refused.headers.get('dpop-nonce');
    const good = await order(sandbox, proof('POST', tokenUrl(sandbox), { claims: { nonce } }));
    expect(good.status).toBe(200);
    const forged = await order(
      sandbox,
      proof('POST', tokenUrl(sandbox), { claims: { nonce: 'made-up' } }),
    );
    expect((await tokens(forged)).error).toBe('use_dpop_nonce');
  });

  test('the policy can demand a proof, or know nothing of it', async () => {
    const sandbox = await sandboxUnderTest();
    await sandbox.tell('authorization', 'setPolicy', { dpop: 'required' });
    expect((await order(sandbox)).status).toBe(400);
    await sandbox.tell('authorization', 'setPolicy', { dpop: 'off' });
    const ignored = await tokens(order(sandbox, proof('POST', tokenUrl(sandbox))));
    expect(ignored.token_type).toBe('Bearer');
  });

  test('the userinfo endpoint takes one with its own proof only', async () => {
    const sandbox = await sandboxUnderTest();
    const url = `${sandbox.addresses.authorization}/userinfo`;
    const bound = await tokens(order(sandbox, proof('POST', tokenUrl(sandbox))));
    const ath = athOf(bound.access_token);
    const call = (dpop: string): Promise<Response> =>
      fetch(url, { headers: { Authorization: `DPoP ${bound.access_token}`, DPoP: dpop } });
    const wrong = await call(proof('GET', url, { claims: { ath: 'another' } }));
    expect(wrong.headers.get('www-authenticate')).toContain('invalid_dpop_proof');
    const right = await call(proof('GET', url, { claims: { ath } }));
    expect(right.headers.get('www-authenticate') ?? '').not.toContain('invalid_dpop_proof');
  });

  test('a public application’s refresh token stays bound to the key', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const code = codeOf(await visitor(sandbox).signIn(application));
    const dpop = { DPoP: proof('POST', tokenUrl(sandbox)) };
    const { refresh_token: token } = await tokens(exchange(sandbox, application, code, {}, dpop));
    const order = { grant_type: 'refresh_token', refresh_token: token };
    const bare = await post(sandbox, '/token', order, application);
    expect((await tokens(bare)).error).toBe('invalid_grant');
    const proved = { DPoP: proof('POST', tokenUrl(sandbox)) };
    const again = await post(sandbox, '/token', order, application, proved);
    expect((await tokens(again)).token_type).toBe('DPoP');
  });
});
