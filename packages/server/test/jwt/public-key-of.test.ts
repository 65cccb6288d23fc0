import { createHash, createPublicKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { publicKeyOf } from '../../src/jwt/public-key-of.ts';
import { P256, RSA } from './keys.ts';
import { RFC_KEY, RFC_KEY_SPKI } from './vectors.ts';

const RS256 = { name: 'signingKey', algorithm: 'RS256' } as const;

it("C2 the public half of the RFC's key is the value that the Key API takes", async () => {
  const { spki } = await publicKeyOf(RFC_KEY, RS256);
  expect(spki).toBe(RFC_KEY_SPKI);
  expect(createHash('sha256').update(Buffer.from(spki, 'base64')).digest('hex')).toBe(
    '6fd13c2435a361e7c588cd17f55f5ad3df0177a66c1727a6a200845f4d7ab88c',
  );
});

it.each([
  ['RSA', RSA, RS256],
  ['EC', P256, { ...RS256, algorithm: 'ES256' }],
] as const)('the public half of an %s key is what Node makes of it', async (_kind, key, checks) => {
  const { spki, pem } = await publicKeyOf(key.pem, checks);
  expect(pem).toBe(key.publicKey.export({ type: 'spki', format: 'pem' }));
  expect(spki).toBe(key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'));
  expect(createPublicKey(pem).equals(key.publicKey)).toBe(true);
});

it('has none for a key that is no private key', async () => {
  const { pem } = await publicKeyOf(RSA.pem, RS256);
  await expect(publicKeyOf(pem, RS256)).rejects.toMatchObject({ code: 'config' });
});
