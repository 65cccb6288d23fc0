import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyCheck } from '../../src/doctor/index.ts';
import { examine } from './patient.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const pkcs8 = (pair: typeof rsa): string =>
  pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const check = (key: string, algorithm: 'RS256' | 'ES256' = 'RS256') =>
  examine(keyCheck({ name: 'signingKey', key, algorithm }));

describe('a good key', () => {
  it.each([
    ['PKCS#8', pkcs8(rsa)],
    ['PKCS#1', rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['PKCS#8 on one line, as an environment variable', pkcs8(rsa).replaceAll('\n', '\\n')],
  ])('in %s is named by type and size', async (_form, key) => {
    expect(await check(key)).toEqual([
      {
        id: 'key',
        level: 'ok',
        summary: 'signingKey is a private RSA key of 2048 bits, and signs RS256.',
      },
    ]);
  });

  it('may be on a curve', async () => {
    const [finding] = await check(pkcs8(p256), 'ES256');
    expect(finding?.summary).toBe(
      'signingKey is a private EC key on the curve P-256, and signs ES256.',
    );
  });
});

describe('A33: a bad key', () => {
  const spki = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const damaged = pkcs8(rsa).replace(/A.{20}/, 'AAAA');
  it.each([
    ['the public half', spki, 'is a public key. Give the private one.'],
    ['RSA of 1024 bits', pkcs8(weak), 'has 1024 bits. Make an RSA key of at least 2048.'],
    ['a curve for RS256', pkcs8(p256), 'RS256 needs an RSA key'],
    ['no PEM', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', 'is no private key in PEM'],
    ['nothing', ' ', 'is missing'],
    ['a damaged PEM', damaged, ''],
    [
      'an encrypted one',
      rsa.privateKey
        .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' })
        .toString(),
      'is encrypted',
    ],
  ])(
    '%s is a problem that names the option, says what to do and shows nothing of the key',
    async (_what, key, words) => {
      const [finding, ...others] = await check(key);
      expect(others).toEqual([]);
      expect(finding?.level).toBe('problem');
      expect(finding?.summary).toMatch(/^signingKey /);
      expect(finding?.summary).toContain(words);
      expect(finding?.advice).not.toBe('');
      const body = key.split('\n')[1];
      if (body !== undefined) expect(JSON.stringify(finding)).not.toContain(body.slice(0, 16));
    },
  );

  it('P-384 for ES256 is a problem', async () => {
    const [finding] = await check(pkcs8(p384), 'ES256');
    expect(finding?.summary).toContain('ES256 needs an EC key on the curve P-256');
  });
});
