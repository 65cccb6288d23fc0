import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { brightcoveUnderTest, errorOf } from '../brightcove-under-test.ts';
import { KEY_A_VALUE } from '../vectors.ts';

const spki = (pair: { publicKey: { export: (how: { format: 'der'; type: 'spki' }) => Buffer } }) =>
  pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

const rsa1024 = spki(generateKeyPairSync('rsa', { modulusLength: 1024 }));
const p384 = spki(generateKeyPairSync('ec', { namedCurve: 'P-384' }));
const ed25519 = spki(generateKeyPairSync('ed25519'));
const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ format: 'der', type: 'pkcs8' })
  .toString('base64');

test.each([
  ['an RSA key of 1024 bits', rsa1024],
  ['a P-384 key', p384],
  ['an Ed25519 key', ed25519],
  ['a private key', privateKey],
  ['an armoured key', `-----BEGIN PUBLIC KEY-----\n${KEY_A_VALUE}\n-----END PUBLIC KEY-----`],
  ['a key in base64url', KEY_A_VALUE.replaceAll('+', '-').replaceAll('/', '_')],
  ['a key with a line break', `${KEY_A_VALUE.slice(0, 64)}\n${KEY_A_VALUE.slice(64)}`],
  ['half a key', KEY_A_VALUE.slice(0, 200)],
  ['a number', 1],
  ['nothing', undefined],
])('A33: %s is refused with 400, and the answer does not repeat it', async (_, value) => {
  const bc = await brightcoveUnderTest({}, false);
  const answer = await bc.api('POST', `/accounts/${bc.account}/keys`, { value });
  expect(errorOf(answer)).toMatchObject({
    status: 400,
    error_code: 'BAD_REQUEST',
    error_subcode: 'ILLEGAL_VALUE',
  });
  if (typeof value === 'string') expect(answer.text).not.toContain(value.slice(0, 20));
});

test('keyA is taken, so that the refusals above are about the keys', async () => {
  const bc = await brightcoveUnderTest({}, false);
  const answer = await bc.api('POST', `/accounts/${bc.account}/keys`, { value: KEY_A_VALUE });
  expect(answer.status).toBe(201);
});

test('a key that has been deleted verifies nothing any more, and one that is unknown cannot be', async () => {
  const bc = await brightcoveUnderTest();
  const path = `/playback/v1/accounts/${bc.account}/videos/${bc.video('launch-film')}`;
  const play = async () =>
    (await bc.ask(path, { headers: { Authorization: `Bearer ${bc.token()}` } })).status;
  expect(await play()).toBe(200);
  const [key] = (await bc.api('GET', `/accounts/${bc.account}/keys`)).body;
  const remove = () => bc.api('DELETE', `/accounts/${bc.account}/keys/${key.id}`);
  expect((await remove()).status).toBe(204);
  expect(await play()).toBe(401);
  expect((await remove()).status).toBe(404);
});
