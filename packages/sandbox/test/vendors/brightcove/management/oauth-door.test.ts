import { describe, expect, test } from 'vitest';
import type { BrightcoveUnderTest } from '../brightcove-under-test.ts';
import { brightcoveUnderTest, errorOf } from '../brightcove-under-test.ts';

const GRANT = { grant_type: 'client_credentials' };

const pairOf = ({ sandbox }: BrightcoveUnderTest): string => {
  const { clientId, clientSecret } = sandbox.keys.brightcove;
  return `Basic ${btoa(`${clientId}:${clientSecret}`)}`;
};

const ask = (
  bc: BrightcoveUnderTest,
  form: Record<string, string>,
  authorization?: string,
  query = '',
) =>
  bc.ask(`/v4/access_token${query}`, {
    method: 'POST',
    ...(authorization !== undefined && { headers: { Authorization: authorization } }),
    body: new URLSearchParams(form),
  });

describe('POST /v4/access_token', () => {
  test('gives a Bearer token of 300 seconds, the grant in the body or in the query', async () => {
    const bc = await brightcoveUnderTest();
    for (const answer of [
      await ask(bc, GRANT, pairOf(bc)),
      await ask(bc, {}, pairOf(bc), '?grant_type=client_credentials'),
    ]) {
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        access_token: expect.stringMatching(/^sandbox_/),
        token_type: 'Bearer',
        expires_in: 300,
      });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  test('takes the client from form fields, as the Ruby sample sends it', async () => {
    const bc = await brightcoveUnderTest();
    const { clientId, clientSecret } = bc.sandbox.keys.brightcove;
    const form = { ...GRANT, client_id: clientId, client_secret: clientSecret };
    expect((await ask(bc, form)).status).toBe(200);
  });

  test('a wrong client, none, another grant and no grant are 400, each with its word', async () => {
    const bc = await brightcoveUnderTest();
    const word = async (...given: Parameters<typeof ask>) => {
      const { status, body } = await ask(...given);
      expect(body.error_description).toMatch(/\.$/);
      return [status, body.error];
    };
    expect(await word(bc, GRANT, `Basic ${btoa('nobody:x')}`)).toEqual([400, 'invalid_client']);
    expect(await word(bc, GRANT, 'Basic %%%')).toEqual([400, 'invalid_client']);
    expect(await word(bc, GRANT)).toEqual([400, 'invalid_client']);
    const other = { grant_type: 'password' };
    expect(await word(bc, other, pairOf(bc))).toEqual([400, 'unsupported_grant_type']);
    expect(await word(bc, {}, pairOf(bc))).toEqual([400, 'invalid_request']);
    expect((await bc.ask('/v4/access_token')).body.error).toBe('invalid_request');
  });

  test('the journal notes Basic and whether it was right, and nothing of it', async () => {
    const bc = await brightcoveUnderTest();
    await ask(bc, GRANT, `Basic ${btoa('nobody:x')}`);
    expect((await bc.sandbox.journal()).entries.at(-1)).toMatchObject({
      path: '/v4/access_token',
      kind: 'api',
      credential: 'basic',
      verdict: 'wrong',
    });
  });
});

describe('access tokens', () => {
  const list = async (bc: BrightcoveUnderTest, token: string) =>
    bc.ask(`/v1/accounts/${bc.account}/keys`, { headers: { Authorization: `Bearer ${token}` } });

  test('end after 300 seconds: 401 UNAUTHORIZED', async () => {
    const bc = await brightcoveUnderTest();
    const token = await bc.accessToken();
    bc.sandbox.advance(299_999);
    expect((await list(bc, token)).status).toBe(200);
    bc.sandbox.advance(1);
    expect(errorOf(await list(bc, token))).toMatchObject({
      status: 401,
      error_code: 'UNAUTHORIZED',
    });
    expect((await bc.sandbox.journal()).entries.at(-1)?.verdict).toBe('expired');
  });

  test('none, an unknown one and a viewer’s token open nothing', async () => {
    const bc = await brightcoveUnderTest();
    expect((await bc.ask(`/v1/accounts/${bc.account}/keys`)).status).toBe(401);
    for (const token of ['unknown', bc.token()]) expect((await list(bc, token)).status).toBe(401);
  });

  test.each([
    ['GET', '/accounts/A/keys', 'key/read'],
    ['POST', '/accounts/A/keys', 'key/write'],
    ['DELETE', '/accounts/A/keys/x', 'key/write'],
    ['GET', '/accounts/A/blacklist', 'blacklist'],
    ['PUT', '/accounts/A/blacklist/tokens/a.b.c', 'blacklist'],
    ['POST', '/audit/accounts/A/query/2025-12-31', 'audit'],
    ['GET', '/accounts/A/users/ada/devices', 'devices/read'],
    ['GET', '/accounts/A/devices', 'devices/read'],
    ['DELETE', '/accounts/A/users/ada/devices', 'devices/write'],
  ])('%s %s needs %s and nothing else', async (method, path, permission) => {
    const bc = await brightcoveUnderTest();
    const status = async (permissions: string[]) => {
      await bc.tell('setClient', { permissions });
      return (await bc.api(method, path.replace('/A/', `/${bc.account}/`))).status;
    };
    const named = `video-cloud/playback-auth/${permission}`;
    expect(await status([named])).not.toBe(401);
    expect(await status([`${named}/other`])).toBe(401);
    expect(await status([])).toBe(401);
  });

  test('another account’s APIs are 401, what is no account id is 400 INVALID_ACCOUNT_ID', async () => {
    const bc = await brightcoveUnderTest();
    expect((await bc.api('GET', '/accounts/4590388311111/keys')).status).toBe(401);
    expect(errorOf(await bc.api('GET', '/accounts/mine/keys'))).toEqual({
      status: 400,
      error_code: 'BAD_REQUEST',
      error_subcode: 'INVALID_ACCOUNT_ID',
    });
    expect((await bc.api('GET', '/accounts/1100863500123/nonsense')).status).toBe(404);
    expect((await bc.api('PUT', '/accounts/1100863500123/keys')).status).toBe(404);
  });

  test('no page may read what is for servers, and every page what is for players', async () => {
    const bc = await brightcoveUnderTest();
    const allowed = async (path: string) => {
      const headers = { Origin: 'http://localhost:5173' };
      return (await bc.ask(path, { headers })).headers.get('access-control-allow-origin');
    };
    expect(await allowed('/v4/access_token')).toBeNull();
    expect(await allowed(`/v1/accounts/${bc.account}/keys`)).toBeNull();
    expect(await allowed(`/playback/v1/accounts/${bc.account}/videos/1`)).toBe('*');
  });
});
