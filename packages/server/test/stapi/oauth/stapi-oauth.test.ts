import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { VendorCallEvent } from '../../../src/api/vendor-api.ts';
import { Secret } from '../../../src/index.ts';
import { createStapiOAuth } from '../../../src/stapi/index.ts';
import type { CodeExchange, StapiOAuthOptions } from '../../../src/stapi/index.ts';
import { codeThrown } from '../../api/api-support.ts';
import {
  REDIRECT_URI,
  signIn,
  signInApplication,
  stapiSandbox,
  VERIFIER,
} from '../stapi-sandbox.ts';

const sign = { redirectUri: REDIRECT_URI, state: 'state-1', codeVerifier: VERIFIER };

/** Signs ada in and gets her tokens. */
async function signedIn(query: Readonly<Record<string, string>> = {}) {
  const sandbox = await stapiSandbox();
  const options = await signInApplication(sandbox);
  const oauth = createStapiOAuth(options);
  const callback = await signIn(sandbox, options.clientId, query);
  return {
    sandbox,
    options,
    oauth,
    callback,
    tokens: await oauth.exchangeCode({ ...sign, callback }),
  };
}

/** Options of an application at a vendor who answers all with this. */
const answering = (answer: () => Response): StapiOAuthOptions => ({
  tokenUrl: 'https://auth.stapi.example/token',
  revocationUrl: 'https://auth.stapi.example/revoke',
  introspectionUrl: 'https://auth.stapi.example/introspect',
  ...{ clientId: 'app', clientSecret: 'canary-secret', redirectUris: [REDIRECT_URI] },
  fetch: async () => answer(),
});

const tokenAnswer =
  (more: Record<string, unknown> = {}) =>
  (): Response =>
    Response.json({ access_token: 'at-1', token_type: 'Bearer', expires_in: 60, ...more });

const came = (query: string): CodeExchange => ({ ...sign, callback: `${REDIRECT_URI}?${query}` });

describe('STA-S3: the code exchange of a confidential application', () => {
  it.each(['client_secret_basic', 'client_secret_post'] as const)(
    'gets tokens for the code, by %s and PKCE S256',
    async (authMethod) => {
      const sandbox = await stapiSandbox();
      const options = await signInApplication(sandbox, authMethod);
      const oauth = createStapiOAuth(options);
      const callback = await signIn(sandbox, options.clientId);
      const tokens = await oauth.exchangeCode({ ...sign, callback });
      expect(tokens).toMatchObject({
        expiresInSeconds: 600,
        scopes: ['openid', 'videos:read', 'videos:play'],
        subject: 'ada',
      });
      const { status } = await fetch(`${sandbox.addresses.stapi}/v1/videos`, {
        headers: { Authorization: `Bearer ${tokens.accessToken.reveal()}` },
      });
      expect(status).toBe(200);
      const token = tokens.refreshToken?.reveal() ?? '';
      expect(token).not.toBe('');
      expect(inspect(tokens, { depth: 9 })).not.toContain(token);
    },
  );

  it('is made once: a code that was used is vendor_credentials, invalid_grant', async () => {
    const { oauth, callback } = await signedIn();
    await expect(oauth.exchangeCode({ ...sign, callback })).rejects.toMatchObject({
      ...{ code: 'vendor_credentials', reason: 'invalid_grant', status: 400, vendor: 'stapi' },
    });
  });

  it('A66 fails with a verifier of another sign-in, and without one', async () => {
    const sandbox = await stapiSandbox();
    const options = await signInApplication(sandbox);
    const oauth = createStapiOAuth(options);
    for (const codeVerifier of ['w'.repeat(43), undefined]) {
      const { codeVerifier: _own, ...rest } = sign;
      const callback = await signIn(sandbox, options.clientId);
      const exchange = { ...rest, callback, ...(codeVerifier !== undefined && { codeVerifier }) };
      await expect(oauth.exchangeCode(exchange)).rejects.toMatchObject({ reason: 'invalid_grant' });
    }
  });

  it('A65 A67 takes no answer with another state or issuer, without issuer, or with two codes', async () => {
    const { options } = await signedIn();
    const oauth = createStapiOAuth({ ...options, fetch: () => Promise.reject(new Error('sent')) });
    const iss = new URL(options.tokenUrl).origin;
    for (const query of [
      `code=c&state=state-2&iss=${iss}`,
      `code=c&iss=${iss}`,
      'code=c&state=state-1&iss=https://evil.example',
      'code=c&state=state-1',
      `code=c&code=d&state=state-1&iss=${iss}`,
      `state=state-1&iss=${iss}`,
    ]) {
      const error = await oauth.exchangeCode(came(query)).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'invalid_request' });
      expect(inspect(error, { depth: 9 })).not.toMatch(/state-|code=c/);
    }
  });

  it('takes an answer that names no issuer where it is not said that it must', async () => {
    const oauth = createStapiOAuth(answering(tokenAnswer()));
    expect((await oauth.exchangeCode(came('code=c&state=state-1'))).expiresInSeconds).toBe(60);
  });

  it('A69 a no of the vendor or the person is vendor_forbidden with a known reason, and quotes nothing', async () => {
    const oauth = createStapiOAuth(answering(tokenAnswer()));
    const no = came('error=access_denied&error_description=<script>canary</script>&state=state-1');
    const error = await oauth.exchangeCode(no).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'vendor_forbidden', reason: 'access_denied' });
    expect(inspect(error, { depth: 9 })).not.toContain('canary');
    const odd = oauth.exchangeCode(came('error=canary_error&state=state-1'));
    const unknown = await odd.catch((reason: unknown) => reason);
    expect(unknown).toMatchObject({ code: 'vendor_forbidden', reason: undefined });
    expect(inspect(unknown, { depth: 9 })).not.toContain('canary');
  });

  it('a nonce that was asked for must be in the ID token', async () => {
    const sandbox = await stapiSandbox();
    const options = await signInApplication(sandbox);
    const oauth = createStapiOAuth(options);
    const other = await signIn(sandbox, options.clientId, { nonce: 'nonce-2' });
    const wrong = oauth.exchangeCode({ ...sign, callback: other, nonce: 'nonce-1' });
    await expect(wrong).rejects.toMatchObject({ code: 'vendor_response' });
    const own = await signIn(sandbox, options.clientId, { nonce: 'nonce-1' });
    const right = await oauth.exchangeCode({ ...sign, callback: own, nonce: 'nonce-1' });
    expect(right.subject).toBe('ada');
  });

  it.each([
    ['https://app.example/callback/', /callback\/ is not registered\. Registered: .*\/callback\./],
    ['https://app.example/callback?next=canary', /differ in the query/],
    ['https://APP.example/callback', /APP\.example/],
    ['https://evil.example/', /evil\.example/],
  ])('the redirect URI is compared letter by letter: %s', async (redirectUri, words) => {
    const oauth = createStapiOAuth(answering(tokenAnswer()));
    const exchange = oauth.exchangeCode({ ...came('code=c&state=state-1'), redirectUri });
    await expect(exchange).rejects.toMatchObject({ code: 'config' });
    await expect(exchange).rejects.toThrow(words);
    await expect(exchange).rejects.not.toThrow(/canary/);
  });

  it('is not repeated when the connection breaks', async () => {
    const sandbox = await stapiSandbox();
    const options = await signInApplication(sandbox);
    const callback = await signIn(sandbox, options.clientId);
    const where = { listener: 'authorization', path: '^/token$' } as const;
    await sandbox.addFault({ where, do: { action: 'reset' } });
    await sandbox.clearJournal();
    const exchange = createStapiOAuth(options).exchangeCode({ ...sign, callback });
    await expect(exchange).rejects.toMatchObject({ code: 'vendor_connection' });
    expect((await sandbox.journal()).entries).toHaveLength(1);
  });
});

describe('STA-S4: refreshing', () => {
  it('gives new tokens and a new refresh token, the old one being the caller’s to keep until then', async () => {
    const { oauth, tokens } = await signedIn();
    const old = tokens.refreshToken ?? new Secret('none');
    const next = await oauth.refreshToken(old);
    expect(next.accessToken.reveal()).not.toBe(tokens.accessToken.reveal());
    expect(next.refreshToken?.reveal()).not.toBe(old.reveal());
    await expect(oauth.refreshToken(old)).rejects.toMatchObject({ reason: 'invalid_grant' });
  });

  it('73: may ask for a token that may do less, and the next one may do all again', async () => {
    const { oauth, tokens } = await signedIn();
    const scopesOf = async (token: Secret) => (await oauth.introspectToken(token)).scopes;
    const old = tokens.refreshToken ?? new Secret('none');
    const less = await oauth.refreshToken(old, { scope: 'videos:play' });
    expect([less.scopes, await scopesOf(less.accessToken)]).toEqual([
      ['videos:play'],
      ['videos:play'],
    ]);
    const all = await oauth.refreshToken(less.refreshToken ?? old);
    expect(await scopesOf(all.accessToken)).toEqual(['openid', 'videos:read', 'videos:play']);
    const more = oauth.refreshToken(all.refreshToken ?? old, { scope: 'videos:write' });
    await expect(more).rejects.toMatchObject({ reason: 'invalid_scope' });
  });

  it('without rotation there may be no new one', async () => {
    const oauth = createStapiOAuth(answering(tokenAnswer()));
    const next = await oauth.refreshToken(new Secret('old'));
    expect(next.refreshToken).toBeUndefined();
  });
});

describe('STA-S5: revocation and introspection', () => {
  it('a revoked refresh token ends with all that came from its sign-in', async () => {
    const { oauth, tokens } = await signedIn();
    expect(await oauth.introspectToken(tokens.accessToken)).toMatchObject({
      ...{ active: true, subject: 'ada', scopes: ['openid', 'videos:read', 'videos:play'] },
      expiresAt: expect.any(Number),
    });
    await oauth.revokeToken(tokens.refreshToken ?? tokens.accessToken);
    expect(await oauth.introspectToken(tokens.accessToken)).toEqual({ active: false });
    await oauth.revokeToken(tokens.accessToken);
  });

  it('a token for one resource says so', async () => {
    const { sandbox, oauth } = await signedIn();
    const resource = `${sandbox.addresses.stapi}/media/launch-film/`;
    const { accessToken } = await oauth.clientToken({ scope: 'videos:play', resource });
    expect((await oauth.introspectToken(accessToken)).audience).toEqual([resource]);
  });

  it('an address that is not given is named', async () => {
    const { revocationUrl: _r, introspectionUrl: _i, ...options } = answering(tokenAnswer());
    const oauth = createStapiOAuth(options);
    await expect(oauth.revokeToken(new Secret('x'))).rejects.toThrow(/revocationUrl/);
    await expect(oauth.introspectToken(new Secret('x'))).rejects.toThrow(/introspectionUrl/);
  });
});

describe('the road', () => {
  it('tells every attempt to onCall, without form, header or query', async () => {
    const events: VendorCallEvent[] = [];
    const oauth = createStapiOAuth({
      ...answering(tokenAnswer({ refresh_token: 'canary-refresh' })),
      onCall: (event) => events.push(event),
    });
    await oauth.refreshToken(new Secret('canary-old'), { correlationId: 'c-1', viewer: 'v-1' });
    expect(events).toEqual([
      expect.objectContaining({
        ...{ vendor: 'stapi', method: 'POST', path: '/token', status: 200 },
        ...{ correlationId: 'c-1', viewer: 'v-1' },
      }),
    ]);
    expect(inspect([events, oauth], { depth: 9 })).not.toContain('canary');
  });

  it.each([
    ['no JSON', () => new Response('canary', { headers: { 'content-type': 'text/html' } })],
    ['no token', () => Response.json({ canary: 1 })],
    ['a token of another type', tokenAnswer({ token_type: 'mac', mac_key: 'canary' })],
    ['A77 a token that needs a proof', tokenAnswer({ token_type: 'DPoP', access_token: 'canary' })],
    ['a token that fits no header', tokenAnswer({ access_token: 'canary\nx' })],
    ['a token that has ended', tokenAnswer({ access_token: 'canary', expires_in: 0 })],
    ['an ID token that is none', tokenAnswer({ id_token: 'canary' })],
    ['a redirect', () => Response.redirect('https://evil.example/canary')],
    ['too much', () => Response.json({ canary: 'x'.repeat(70_000) })],
  ])('%s is vendor_response, and quotes nothing', async (_what, answer) => {
    const oauth = createStapiOAuth(answering(answer));
    const error = await oauth.refreshToken(new Secret('x')).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'vendor_response', vendor: 'stapi' });
    expect(inspect(error, { depth: 9 })).not.toContain('canary');
  });

  it.each<[Partial<StapiOAuthOptions>, RegExp]>([
    [{ tokenUrl: 'http://auth.stapi.example/token' }, /tokenUrl/],
    [{ tokenUrl: 'https://auth.stapi.example/token?x=1' }, /tokenUrl/],
    [{ revocationUrl: 'ftp://x/' }, /revocationUrl/],
    [{ introspectionUrl: '/introspect' }, /introspectionUrl/],
    [{ clientId: '' }, /clientId/],
    [{ clientSecret: '' }, /clientSecret/],
    [{ redirectUris: ['https://*.app.example/'] }, /redirectUris/],
    [{ redirectUris: ['https://app.example/#x'] }, /redirectUris/],
  ])('%j is an error of configuration', (wrong, name) => {
    const options = { ...answering(tokenAnswer()), ...wrong };
    expect(codeThrown(() => createStapiOAuth(options))).toBe('config');
    expect(() => createStapiOAuth(options)).toThrow(name);
  });
});
