import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sandboxUnderTest } from '../../sandbox-under-test.ts';
import {
  codeOf,
  discovery,
  exchange,
  post,
  REDIRECT_URI,
  refresh,
  register,
  signedIn,
  tokens,
  videos,
  visitor,
} from './visitor.ts';

describe('STA-E1: the endpoints', () => {
  test('discovery names them, at the listener’s own address', async () => {
    const sandbox = await sandboxUnderTest();
    const at = sandbox.addresses.authorization;
    expect(await discovery(sandbox)).toMatchObject({
      issuer: at,
      authorization_endpoint: `${at}/authorize`,
      token_endpoint: `${at}/token`,
      revocation_endpoint: `${at}/revoke`,
      introspection_endpoint: `${at}/introspect`,
      pushed_authorization_request_endpoint: `${at}/par`,
      end_session_endpoint: `${at}/logout`,
      jwks_uri: `${at}/jwks`,
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    });
  });

  test('a code comes back with state and issuer, and gets tokens for what was asked', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const callback = await visitor(sandbox).signIn(application);
    expect(callback.href.startsWith(`${REDIRECT_URI}?`)).toBe(true);
    expect(callback.searchParams.get('state')).toBe('state-1');
    expect(callback.searchParams.get('iss')).toBe(sandbox.addresses.authorization);
    const answer = await tokens(exchange(sandbox, application, codeOf(callback)));
    expect(answer).toMatchObject({
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'openid videos:read videos:play',
    });
    expect(await videos(sandbox, answer.access_token)).toBe(200);
  });

  test('the ID token is signed by a key of the JWKS', async () => {
    const sandbox = await sandboxUnderTest();
    const { id_token: token } = await signedIn(sandbox, await register(sandbox));
    const { keys } = await (await fetch(`${sandbox.addresses.authorization}/jwks`)).json();
    const [header, payload, signature = ''] = token.split('.');
    const key = createPublicKey({ key: keys[0], format: 'jwk' });
    const isGood = verify(
      'RSA-SHA256',
      Buffer.from(`${header}.${payload}`),
      key,
      Buffer.from(signature, 'base64url'),
    );
    expect(isGood).toBe(true);
    expect(keys[0]).not.toHaveProperty('d');
  });

  test('a refresh token gets new tokens', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const first = await signedIn(sandbox, application);
    const second = await tokens(refresh(sandbox, application, first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await videos(sandbox, second.access_token)).toBe(200);
  });

  test('client credentials get a token for the scopes that were asked', async () => {
    const sandbox = await sandboxUnderTest();
    const order = { grant_type: 'client_credentials', scope: 'videos:read' };
    const answer = await tokens(post(sandbox, '/token', order));
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'videos:read' });
    expect(answer.refresh_token).toBeUndefined();
  });

  test('a revoked token opens nothing and is inactive', async () => {
    const sandbox = await sandboxUnderTest();
    const order = { grant_type: 'client_credentials', scope: 'videos:read' };
    const { access_token: token } = await tokens(post(sandbox, '/token', order));
    const introspect = async () => (await post(sandbox, '/introspect', { token })).json();
    expect(await introspect()).toMatchObject({ active: true, scope: 'videos:read' });
    expect((await post(sandbox, '/revoke', { token })).status).toBe(200);
    expect(await introspect()).toEqual({ active: false });
    expect(await videos(sandbox, token)).toBe(401);
  });

  test('revoking the refresh token ends the access tokens of its grant too', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const answer = await signedIn(sandbox, application);
    await post(sandbox, '/revoke', { token: answer.refresh_token }, application);
    expect(await videos(sandbox, answer.access_token)).toBe(401);
    const again = await refresh(sandbox, application, answer.refresh_token);
    expect(again.status).toBe(400);
  });

  test('signing out asks, ends the session and returns to where the application registered', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox, { postLogoutRedirectUris: ['http://localhost/'] });
    const person = visitor(sandbox);
    const { id_token: hint, refresh_token: token } = await tokens(
      exchange(sandbox, application, codeOf(await person.signIn(application))),
    );
    const query = new URLSearchParams({
      id_token_hint: hint,
      post_logout_redirect_uri: 'http://localhost/',
    });
    const page = await (await person.visit(`/logout?${query}`)).text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const done = await person.visit('/logout/confirm', { xsrf, logout: 'yes' });
    expect(done.headers.get('location')).toBe('http://localhost/');
    const silent = await person.authorize(application, { prompt: 'none' });
    expect(silent.headers.get('location')).toContain('error=login_required');
    expect((await refresh(sandbox, application, token)).status).toBe(400);
  });

  test('a signed-in person is not asked twice, and prompt=none asks nobody', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const person = visitor(sandbox);
    const stranger = await person.authorize(application, { prompt: 'none' });
    expect(stranger.headers.get('location')).toContain('error=login_required');
    await person.signIn(application);
    const silent = await person.authorize(application, { prompt: 'none' });
    expect(silent.headers.get('location')).toContain('code=');
  });

  test('who says no is told to the application as access_denied', async () => {
    const sandbox = await sandboxUnderTest();
    const person = visitor(sandbox);
    const first = await person.authorize(await register(sandbox));
    const page = first.headers.get('location') ?? '';
    const answered = await person.visit(page, { answer: 'no' });
    const back = await person.visit(answered.headers.get('location') ?? '');
    expect(back.headers.get('location')).toContain('error=access_denied');
  });

  test('its pages may not be framed, and belong to the browser that began', async () => {
    const sandbox = await sandboxUnderTest();
    const person = visitor(sandbox);
    const url = (await person.authorize(await register(sandbox))).headers.get('location') ?? '';
    const page = await person.visit(url);
    expect(page.headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
    expect((await visitor(sandbox).visit(url)).status).toBe(400);
    expect((await visitor(sandbox).visit(url, { login: 'ada' })).status).toBe(400);
  });

  test('a user whom nobody knows does not sign in', async () => {
    const sandbox = await sandboxUnderTest();
    const person = visitor(sandbox);
    const url = (await person.authorize(await register(sandbox))).headers.get('location') ?? '';
    expect((await person.visit(url, { login: 'mallory' })).status).toBe(400);
  });
});
