import { verify } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { importSigningKey } from '../../src/jwt/import-signing-key.ts';
import type { JwtSigner } from '../../src/jwt/jwt-signer.ts';
import { signJwt } from '../../src/jwt/sign-jwt.ts';
import { BC_1, BC_3, IBM_2, RFC_KEY } from './vectors.ts';
import { onWebCrypto, P256 } from './keys.ts';

const NAME = { name: 'signingKey' };

/** A signer over a vault, of which the test decides what it gives. */
function byHand(signature: Uint8Array, algorithm: JwtSigner['algorithm'] = 'ES256'): JwtSigner {
  return { algorithm, sign: () => Promise.resolve(signature) };
}

function headerOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
}

describe.each([
  ['on Node', () => {}],
  ['on WebCrypto', onWebCrypto],
])('a token signed %s', (_where, begin) => {
  it.each([
    ['BC-1', 'RS256', BC_1],
    ['BC-3', 'RS256', BC_3],
    ['C3', 'RS512', IBM_2],
  ] as const)('%s comes out byte for byte', async (_vector, algorithm, { claims, token }) => {
    begin();
    const signer = importSigningKey(RFC_KEY, { ...NAME, algorithm });
    expect(await signJwt(signer, claims)).toBe(token);
    // The header is kept after the first.
    expect(await signJwt(signer, claims)).toBe(token);
  });

  it('carries r‖s of 64 bytes with ES256, also where a number is short', async () => {
    begin();
    const signer = importSigningKey(P256.pem, { ...NAME, algorithm: 'ES256' });
    for (let n = 0; n < 300; n += 1) {
      const token = await signJwt(signer, { n });
      const [header, claims, signature = ''] = token.split('.');
      const raw = Buffer.from(signature, 'base64url');
      const signed = Buffer.from(`${header}.${claims}`);
      expect(raw).toHaveLength(64);
      expect(
        verify('sha256', signed, { key: P256.publicKey, dsaEncoding: 'ieee-p1363' }, raw),
      ).toBe(true);
    }
  });
});

describe('the header', () => {
  const signer = importSigningKey(RFC_KEY, { ...NAME, algorithm: 'RS256', keyId: 'k-1' });

  it('names the algorithm, the type and the key, in this order', async () => {
    const header = headerOf(await signJwt(signer, {}));
    expect(JSON.stringify(header)).toBe('{"alg":"RS256","typ":"JWT","kid":"k-1"}');
  });

  it('takes more members for one token, and forgets them', async () => {
    const more = await signJwt(signer, {}, { header: { cty: 'x' } });
    expect(headerOf(more)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k-1', cty: 'x' });
    expect(headerOf(await signJwt(signer, {}))).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k-1' });
  });
});

describe('a signer made by hand', () => {
  it('is told the exact bytes to sign, and the signal', async () => {
    const sign = vi.fn<JwtSigner['sign']>(() => Promise.resolve(new Uint8Array(64)));
    const { signal } = new AbortController();
    await signJwt({ algorithm: 'ES256', sign }, { a: 1 }, { signal });
    expect(new TextDecoder().decode(sign.mock.calls[0]?.[0])).toBe(
      'eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJhIjoxfQ',
    );
    expect(sign.mock.calls[0]?.[1]).toBe(signal);
  });

  it('must not give DER, which key vaults like to', async () => {
    await expect(signJwt(byHand(new Uint8Array(71)), {})).rejects.toMatchObject({ code: 'config' });
    await expect(signJwt(byHand(new Uint8Array()), {})).rejects.toMatchObject({ code: 'config' });
    await expect(signJwt(byHand(new Uint8Array(64)), {})).resolves.toMatch(/A$/);
  });
});

it('signs nothing for a caller who went away', async () => {
  const sign = vi.fn<JwtSigner['sign']>();
  const signal = AbortSignal.abort();
  await expect(signJwt({ algorithm: 'RS256', sign }, {}, { signal })).rejects.toMatchObject({
    code: 'aborted',
  });
  expect(sign).not.toHaveBeenCalled();
});
