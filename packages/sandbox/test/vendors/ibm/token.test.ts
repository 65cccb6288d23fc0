import { describe, expect, test } from 'vitest';
import { sandboxUnderTest, statusOf } from '../../sandbox-under-test.ts';
import { client, tokenFor } from './api-client.ts';

describe('POST /oauth2/token', () => {
  test('takes the bare secret of the vendor’s examples, and the pair of RFC 7617', async () => {
    const sandbox = await sandboxUnderTest();
    const { clientId, clientSecret } = sandbox.keys.ibm;
    const pair = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    for (const secret of [clientSecret, pair]) {
      const response = await tokenFor(sandbox, {}, `Basic ${secret}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toEqual({
        access_token: expect.stringMatching(/^sandbox_[\w-]{32}$/),
        token_type: 'bearer',
        expires_in: 86_400,
      });
    }
  });

  test.each([
    ['another secret', {}, 'Basic wrong', 400, 'invalid_client'],
    ['no secret', {}, '', 400, 'invalid_client'],
    ['another client', { client_id: '0'.repeat(40) }, undefined, 400, 'invalid_client'],
    ['no client', { client_id: '' }, undefined, 400, 'invalid_request'],
    ['no grant type', { grant_type: '' }, undefined, 400, 'invalid_request'],
    ['another grant type', { grant_type: 'password' }, undefined, 501, 'unsupported_grant_type'],
    [
      'a code of nowhere',
      { grant_type: 'authorization_code', code: 'x' },
      undefined,
      400,
      'invalid_grant',
    ],
    [
      'a refresh token of nowhere',
      { grant_type: 'refresh_token', refresh_token: 'x' },
      undefined,
      400,
      'invalid_grant',
    ],
  ])('%s', async (_, form, authorization, status, error) => {
    const response = await tokenFor(await sandboxUnderTest(), form, authorization);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error });
  });
});

test('a token opens the API for a day', async () => {
  const { sandbox, call } = await client();
  await sandbox.setClock(86_399_000);
  expect((await call('GET', '/channels/1001/locks/hash.json')).status).toBe(200);
  await sandbox.setClock(86_400_000);
  expect((await call('GET', '/channels/1001/locks/hash.json')).status).toBe(401);
});

describe('POST /oauth2/token/revoke', () => {
  const revoke = (
    { addresses, keys }: Awaited<ReturnType<typeof client>>['sandbox'],
    token: string,
    secret = keys.ibm.clientSecret,
  ): Promise<number> =>
    statusOf(`${addresses.ibm}/oauth2/token/revoke`, {
      method: 'POST',
      headers: { Authorization: `Basic ${secret}` },
      body: new URLSearchParams({ token, client_id: keys.ibm.clientId }),
    });

  test('ends that token and no other', async () => {
    const { sandbox, call, token } = await client();
    const other = (await (await tokenFor(sandbox)).json()).access_token;
    expect(await revoke(sandbox, token)).toBe(200);
    expect((await call('GET', '/channels/1001/locks/hash.json')).status).toBe(401);
    const url = `${sandbox.addresses.ibm}/channels/1001/locks/hash.json`;
    expect(await statusOf(url, { headers: { Authorization: `Bearer ${other}` } })).toBe(200);
  });

  test('is 200 for a token that is none, too', async () => {
    const { sandbox } = await client();
    expect(await revoke(sandbox, 'nothing')).toBe(200);
  });

  test('with another secret it ends nothing', async () => {
    const { sandbox, call, token } = await client();
    expect(await revoke(sandbox, token, 'wrong')).toBe(400);
    expect((await call('GET', '/channels/1001/locks/hash.json')).status).toBe(200);
  });
});

describe('the limit of calls', () => {
  const budget = ({ headers }: Response) =>
    ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-ratelimit-${name}`)));
  const PATH = '/channels/1001/locks/hash.json';

  test('is said on every answer, errors too', async () => {
    const { sandbox, call } = await client();
    const end = sandbox.at() / 1000 + 3600;
    expect(budget(await call('GET', PATH))).toEqual([1000, 999, end]);
    expect(budget(await call('GET', '/channels/9/locks/hash.json'))).toEqual([1000, 998, end]);
  });

  test('gone it is 429 with the same headers, until it is whole again', async () => {
    const { sandbox, call } = await client();
    await sandbox.tell('ibm', 'setRateLimit', { limit: 1, windowMs: 60_000 });
    expect((await call('GET', PATH)).status).toBe(200);
    const refused = await call('GET', PATH);
    expect(refused.status).toBe(429);
    expect(budget(refused)).toEqual([1, 0, sandbox.at() / 1000 + 60]);
    sandbox.advance(60_000);
    expect((await call('GET', PATH)).status).toBe(200);
  });

  test.each([{}, { limit: -1, windowMs: 1 }, { limit: 1, windowMs: 0 }])(
    'cannot be set to %j',
    async (details) => {
      const { sandbox } = await client();
      await expect(sandbox.tell('ibm', 'setRateLimit', details)).rejects.toMatchObject({
        code: 'invalid_option',
      });
    },
  );
});
