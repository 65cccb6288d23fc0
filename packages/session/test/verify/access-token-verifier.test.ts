import { generateKeyPairSync } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createAccessTokenVerifier } from '../../src/index.ts';
import type { AccessTokenVerifierOptions } from '../../src/index.ts';
import { Browser } from '../stage/browser.ts';
import { register, useStages } from '../stage/stage.ts';
import { TestClock } from '../stage/test-clock.ts';

const createStage = useStages();
const ISSUER = 'https://login.example';
const AUDIENCE = 'https://api.app.example';
const KEYS = await generateKeyPair('ES256');
const RSA = await generateKeyPair('RS256', { extractable: true });
const PSS = await generateKeyPair('PS256');
const SMALL = generateKeyPairSync('rsa', { modulusLength: 1024 });

const bearing = (token: string, scheme = 'Bearer'): Request =>
  new Request('https://api.app.example/', { headers: { authorization: `${scheme} ${token}` } });

/** A verifier whose authorization server is a function. */
async function verifier(
  options: Partial<AccessTokenVerifierOptions> = {},
  answer?: (published: unknown) => Response,
) {
  const clock = new TestClock();
  const keys = [
    { ...(await exportJWK(KEYS.publicKey)), kid: 'ec', alg: 'ES256' },
    { ...(await exportJWK(RSA.publicKey)), kid: 'rsa', alg: 'RS256' },
    { ...SMALL.publicKey.export({ format: 'jwk' }), kid: 'small', alg: 'RS256' },
  ];
  const asked: string[] = [];
  const verify = createAccessTokenVerifier({
    issuer: ISSUER,
    metadata: { jwks_uri: `${ISSUER}/keys` },
    audience: AUDIENCE,
    clock,
    retries: 0,
    fetch: async (url) => {
      asked.push(JSON.stringify(url));
      return answer?.({ keys }) ?? Response.json({ keys });
    },
    ...options,
  });
  return { verify, clock, asked };
}

interface Bent {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: Parameters<SignJWT['sign']>[0];
}

function sign(clock: TestClock, { claims = {}, header = {}, key }: Bent = {}): Promise<string> {
  const now = Math.floor(clock.now() / 1000);
  return new SignJWT({
    ...{ iss: ISSUER, aud: AUDIENCE, sub: 'ada', client_id: 'app', scope: 'videos:play a' },
    ...{ iat: now, exp: now + 600, jti: 'token-1' },
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'ec', typ: 'at+jwt', ...header })
    .sign(key ?? KEYS.privateKey);
}

describe('an access token that is a JWT (RFC 9068)', () => {
  it('says who, which application, what for and since when', async () => {
    const { verify, clock, asked } = await verifier({ scope: 'videos:play' });
    const token = await sign(clock);
    const now = Math.floor(clock.now() / 1000) * 1000;
    expect(await verify(bearing(token))).toEqual({
      ...{ viewer: 'ada', clientId: 'app', scopes: ['videos:play', 'a'], tokenId: 'token-1' },
      ...{ issuedAt: now, expiresAt: now + 600_000 },
    });
    expect(await verify(bearing(token, 'bearer'))).toBeDefined();
    expect(asked).toHaveLength(1);
  });

  it.each<[string, Bent]>([
    ['A22 the public key as a secret', { header: { alg: 'HS256' }, key: new Uint8Array(32) }],
    ['A24 an unknown key', { header: { kid: 'constructor' } }],
    [
      'A25 another algorithm than the key has',
      { header: { alg: 'PS256', kid: 'rsa' }, key: PSS.privateKey },
    ],
    ['A27 no end', { claims: { exp: undefined } }],
    ['A27 an end that is over', { claims: { exp: 1_700_000_000 } }],
    ['A27 an end that is no number of seconds', { claims: { exp: 1e300 } }],
    ['A27 a beginning to come', { claims: { nbf: 4_000_000_000 } }],
    ['A27 a birth to come', { claims: { iat: 4_000_000_000, exp: 4_000_000_600 } }],
    ['A29 another issuer', { claims: { iss: 'https://evil.example' } }],
    ['A29 another audience', { claims: { aud: ['https://other.example'] } }],
    ['A32 the type of an ID token', { header: { typ: 'JWT' } }],
    ['A32 no type', { header: { typ: undefined } }],
    ['no subject', { claims: { sub: undefined } }],
    ['no client', { claims: { client_id: undefined } }],
    ['A77 a key that it is bound to', { claims: { cnf: { jkt: 'x' } } }],
    ['a scope too few', { claims: { scope: 'a' } }],
  ])('does not count with %s', async (_what, bent) => {
    const { verify, clock } = await verifier({ scope: 'videos:play' });
    expect(await verify(bearing(await sign(clock, bent)))).toBeUndefined();
    // The control: without it, it counts.
    expect(await verify(bearing(await sign(clock)))).toBeDefined();
  });

  it('A21 A22 A26 A31 does not count when it is forged, cut or padded', async () => {
    const { verify, clock } = await verifier();
    const token = await sign(clock);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const other = await sign(clock, { claims: { sub: 'grace' } });
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    const pem = new TextEncoder().encode(await exportSPKI(RSA.publicKey));
    const confused = await sign(clock, { header: { alg: 'HS256', kid: 'rsa' }, key: pem });
    for (const bad of [
      `${none}.${payload}.`,
      `${header}.${payload}.`,
      `${header}.${other.split('.')[1]}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -4)}`,
      `${token}=`,
      `${token}.`,
      `${header}.${payload}`,
      `${'x'.repeat(9000)}`,
      confused,
      '',
    ])
      expect(await verify(bearing(bad))).toBeUndefined();
    expect(await verify(new Request(AUDIENCE))).toBeUndefined();
    expect(await verify(bearing(token, 'DPoP'))).toBeUndefined();
    expect(await verify(bearing(token, 'Basic'))).toBeUndefined();
    expect(await verify(bearing(token))).toBeDefined();
  });

  it('A33 takes no algorithm that shares a secret', () => {
    for (const algorithms of [['HS256'], ['none'], []])
      expect(() =>
        createAccessTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, algorithms }),
      ).toThrow(/^algorithms /);
  });
});

describe('A76: the published keys', () => {
  it('are looked at once in 30 seconds, whatever a flood of unknown keys asks for', async () => {
    const { verify, clock, asked } = await verifier();
    const flood = await Promise.all(
      Array.from({ length: 50 }, (_none, i) => sign(clock, { header: { kid: `k${i}` } })),
    );
    await Promise.all(flood.map((token) => verify(bearing(token))));
    for (const token of flood) await verify(bearing(token));
    expect(asked).toHaveLength(1);
    clock.advance(30_000);
    await Promise.all(flood.map((token) => verify(bearing(token))));
    expect(asked).toHaveLength(2);
    expect(await verify(bearing(await sign(clock)))).toBeDefined();
  });

  it('count when they are new, after a look', async () => {
    let isNew = false;
    const { verify, clock, asked } = await verifier({}, (published) =>
      Response.json(isNew ? published : { keys: [] }),
    );
    const token = await sign(clock);
    expect(await verify(bearing(token))).toBeUndefined();
    isNew = true;
    expect(await verify(bearing(token))).toBeUndefined();
    clock.advance(30_000);
    expect(await verify(bearing(token))).toBeDefined();
    expect(asked).toHaveLength(2);
  });

  it.each<[string, () => Response]>([
    ['a redirect', () => new Response(null, { status: 302, headers: { location: '/x' } })],
    ['HTML', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['more than 256 KiB', () => Response.json({ keys: [], x: 'x'.repeat(300_000) })],
    ['an error', () => new Response(null, { status: 500 })],
    ['no set', () => Response.json({ keys: {} })],
  ])('may be %s: then nobody is let in, and nobody asks again at once', async (_what, answer) => {
    const { verify, clock, asked } = await verifier({}, answer);
    const token = await sign(clock);
    const failed = expect.objectContaining({ code: expect.stringMatching(/^vendor_/) });
    await expect(verify(bearing(token))).rejects.toEqual(failed);
    await expect(verify(bearing(token))).rejects.toEqual(failed);
    expect(asked).toHaveLength(1);
  });

  it('are used for an hour while they cannot be looked at, and no longer', async () => {
    let isDown = false;
    const { verify, clock } = await verifier({}, (published) =>
      isDown ? new Response(null, { status: 500 }) : Response.json(published),
    );
    expect(await verify(bearing(await sign(clock)))).toBeDefined();
    isDown = true;
    clock.advance(3_599_000);
    expect(await verify(bearing(await sign(clock)))).toBeDefined();
    clock.advance(31_000);
    await expect(verify(bearing(await sign(clock)))).rejects.toMatchObject({
      code: 'vendor_status',
    });
    isDown = false;
    clock.advance(30_000);
    expect(await verify(bearing(await sign(clock)))).toBeDefined();
  });

  it('are not fetched over http, nor from an origin that nobody listed', async () => {
    expect(() =>
      createAccessTokenVerifier({
        ...{ issuer: ISSUER, audience: AUDIENCE },
        metadata: { jwks_uri: 'http://login.example/keys' },
      }),
    ).toThrow(/jwks_uri/);
    const { sandbox } = await createStage();
    const verify = createAccessTokenVerifier({
      issuer: sandbox.addresses.authorization,
      audience: AUDIENCE,
      fetch: async (url, init) => {
        const document = JSON.parse(await (await fetch(url, init)).text());
        return Response.json({ ...document, jwks_uri: 'https://evil.example/keys' });
      },
    });
    await expect(verify(bearing('a.b.c'))).resolves.toBeUndefined();
    const token = await sign(new TestClock());
    await expect(verify(bearing(token))).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('endpointOrigins'),
    });
  });
});

describe('at oidc-provider', () => {
  it('a JWT counts for its audience, and an ID token does not', async () => {
    const stage = await createStage();
    const { sandbox, options } = stage;
    await sandbox.tell('authorization', 'setPolicy', { accessTokenFormat: 'jwt' });
    let idToken = '';
    const sessions = stage.instance({
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        const text = await answer.clone().text();
        if (text.includes('"id_token"')) idToken = JSON.parse(text).id_token;
        return answer;
      },
    });
    const browser = new Browser(() => sessions);
    await browser.signIn();
    const session = await sessions.read(browser.request());
    const token = (await session?.accessToken())?.reveal() ?? '';
    await sandbox.tell('authorization', 'setPolicy', { accessTokenFormat: 'opaque' });
    const at = { issuer: options.issuer, audience: sandbox.addresses.stapi };
    const verify = createAccessTokenVerifier({ ...at, scope: 'videos:play' });
    const verified = await verify(bearing(token));
    expect(verified).toMatchObject({ viewer: 'ada', clientId: options.clientId });
    expect(await verify(bearing(idToken))).toBeUndefined();
    const forOthers = createAccessTokenVerifier({ ...at, audience: 'https://other.example' });
    expect(await forOthers(bearing(token))).toBeUndefined();
    // What decide asks besides: whether the viewer was signed out everywhere since.
    expect(await sessions.isRevoked('ada', verified?.issuedAt ?? 0)).toBe(false);
    await sessions.revokeAll('ada');
    expect(await sessions.isRevoked('ada', verified?.issuedAt ?? 0)).toBe(true);
  });

  it('A32 an opaque token counts for its audience by introspection, and not after it is revoked', async () => {
    const stage = await createStage();
    const { options, sandbox } = stage;
    const audience = sandbox.addresses.stapi;
    const sessions = stage.instance({ resource: audience });
    const browser = new Browser(() => sessions);
    await browser.signIn();
    const session = await sessions.read(browser.request());
    const token = (await session?.accessToken())?.reveal() ?? '';
    const introspection = await register(sandbox);
    const at = { issuer: options.issuer, introspection };
    const verify = createAccessTokenVerifier({ ...at, audience, scope: 'videos:play' });
    expect(await verify(bearing(token))).toMatchObject({
      ...{ viewer: 'ada', clientId: options.clientId },
      scopes: expect.arrayContaining(['videos:play']),
    });
    const forOthers = createAccessTokenVerifier({ ...at, audience: 'https://other.example' });
    expect(await forOthers(bearing(token))).toBeUndefined();
    expect(await verify(bearing('unknown'))).toBeUndefined();
    await browser.call('/auth/sign-out');
    expect(await verify(bearing(token))).toBeUndefined();
  });
});
