import { describe, expect, test } from 'vitest';
import { bearer, sandboxUnderTest, statusOf } from '../../sandbox-under-test.ts';
import {
  discovery,
  post,
  REDIRECT_URI,
  register,
  signedIn,
  tokens,
  videos,
  visitor,
} from './visitor.ts';

describe('what the policy changes', () => {
  test('pushed authorization requests can be used, needed or gone', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const push = () =>
      post(
        sandbox,
        '/par',
        {
          ...{ response_type: 'code', redirect_uri: REDIRECT_URI, scope: 'openid' },
          ...{ code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' },
        },
        application,
      );
    const { request_uri: uri } = await (await push()).json();
    const pushed = { request_uri: uri };
    expect((await visitor(sandbox).authorize(application, pushed)).status).toBe(303);
    await sandbox.tell('authorization', 'setPolicy', { par: 'required' });
    const direct = await visitor(sandbox).authorize(application);
    expect(direct.headers.get('location')).toContain('error=invalid_request');
    await sandbox.tell('authorization', 'setPolicy', { par: 'off' });
    expect((await push()).status).toBe(404);
    expect(await discovery(sandbox)).not.toHaveProperty('pushed_authorization_request_endpoint');
  });

  test('access tokens can be JWTs, which end by the sandbox’s clock as well', async () => {
    const sandbox = await sandboxUnderTest();
    const jwt = { accessTokenFormat: 'jwt', accessTokenSeconds: 3 };
    await sandbox.tell('authorization', 'setPolicy', jwt);
    const { access_token: token } = await signedIn(sandbox, await register(sandbox));
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ sub: 'ada', aud: sandbox.addresses.stapi });
    expect(Math.abs(claims.exp - sandbox.at() / 1000 - 3)).toBeLessThanOrEqual(1);
    sandbox.advance(2_999);
    expect(await videos(sandbox, token)).toBe(200);
    sandbox.advance(1);
    expect(await videos(sandbox, token)).toBe(401);
  });

  test('a token may be for one resource only (RFC 8707), and for none beyond the API', async () => {
    const sandbox = await sandboxUnderTest();
    const { stapi } = sandbox.addresses;
    const order = { grant_type: 'client_credentials', scope: 'videos:play' };
    const resource = `${stapi}/media/launch-film/`;
    const { access_token: token } = await tokens(post(sandbox, '/token', { ...order, resource }));
    const status = (film: string): Promise<number> =>
      statusOf(`${stapi}/media/${film}/master.m3u8`, bearer(token));
    expect(await status('launch-film')).toBe(200);
    expect(await status('long-film')).toBe(403);
    const foreign = { ...order, resource: `${stapi}.evil.example/` };
    expect((await tokens(post(sandbox, '/token', foreign))).error).toBe('invalid_target');
  });

  test.each([
    [{ pkce: 'no' }, 'pkce'],
    [{ par: true }, 'par'],
    [{ rotation: 'yes' }, 'rotation'],
    [{ accessTokenSeconds: 0 }, 'accessTokenSeconds'],
    [{ accessTokenSeconds: 1.5 }, 'accessTokenSeconds'],
    [{ unheardOf: 1 }, 'unheardOf'],
  ])('%j is refused and says why', async (details, word) => {
    const sandbox = await sandboxUnderTest();
    await expect(sandbox.tell('authorization', 'setPolicy', details)).rejects.toThrow(word);
  });

  test('it gives the whole policy back, also when nothing is changed', async () => {
    const sandbox = await sandboxUnderTest();
    await sandbox.tell('authorization', 'setPolicy', { codeSeconds: 5 });
    expect(await sandbox.tell('authorization', 'setPolicy')).toMatchObject({
      pkce: 'required',
      codeSeconds: 5,
    });
  });
});
