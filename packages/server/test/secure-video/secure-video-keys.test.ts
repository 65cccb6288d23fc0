import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/secret/secret.ts';
import { createSecureVideoClient, secureVideo } from '../../src/secure-video/index.ts';
import { readSecureVideoKeys } from '../../src/secure-video/secure-video-keys.ts';
import { isServerError } from '../../src/server-error.ts';
import { KEYS } from './secure-video-world.ts';

const API = new URL('https://api.securevideo.com/');
const { identifier, secretKey } = KEYS;

/** The message of a config error; anything else is thrown on. */
function complaint(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (isServerError(error) && error.code === 'config') return error.message;
    throw error;
  }
}

const check = (options: { identifier: string; secretKey: string }, api = API) =>
  complaint(() => readSecureVideoKeys(options, api));

describe('SV-B1 an identifier that gives the secret key away', () => {
  it.each([
    ['is the secret', secretKey],
    ['is the secret in other case', secretKey.toUpperCase()],
    ['holds the secret', `id-${secretKey}-1`],
    ['is a part of the secret', secretKey.slice(3, 12)],
    ['is the secret in base64', Buffer.from(secretKey).toString('base64')],
    ['is the secret in base64 without its end', Buffer.from(secretKey).toString('base64url')],
    ['is a part of the secret in base64', Buffer.from(secretKey).toString('base64').slice(4, 16)],
    ['is the secret in hexadecimal', Buffer.from(secretKey).toString('hex')],
    ['is the whole pair in base64', Buffer.from(`${identifier}:${secretKey}`).toString('base64')],
  ])('is refused where it %s, by the client and by the vendor', (_how, name) => {
    const options = { identifier: name, secretKey };
    for (const message of [
      check(options),
      complaint(() => createSecureVideoClient(options)),
      complaint(() => secureVideo(options)),
    ]) {
      expect(message).toMatch(/^identifier gives secretKey away/);
      expect(message).not.toContain(name);
      expect(message).not.toContain(secretKey);
    }
  });

  it('is refused where it is the secret percent-encoded', () => {
    const odd = 'a b/c+d%e&f=g?h';
    expect(check({ identifier: encodeURIComponent(odd), secretKey: odd })).toMatch(/gives/);
  });

  it('is not seen in a pair of the printed shape (control)', () => {
    expect(check(KEYS)).toBeUndefined();
  });
});

describe('keys', () => {
  it.each([
    '',
    'short',
    'with:colon:in:it',
    'with space in it',
    'línea-with-accent',
    'a'.repeat(257),
  ])('an identifier that is %j is refused', (name) => {
    expect(check({ identifier: name, secretKey })).toMatch(/^identifier must be/);
  });

  it.each([
    ['missing', ''],
    ['short', 'short'],
    ['of two lines', `${secretKey}\n`],
    ['too long', 'x'.repeat(513)],
    ['printed in the document', '99176b1d244c484ed65dd792abc1'],
    ['that of the header sample', 'open sesame'],
  ])('A42 a secret key that is %s is refused', (_how, text) => {
    expect(check({ identifier, secretKey: text })).toMatch(/^secretKey /);
  });

  it('are wrapped: the secret key does not print', () => {
    expect(JSON.stringify(readSecureVideoKeys(KEYS, API))).not.toContain(secretKey);
    const wrapped = { identifier, secretKey: new Secret(secretKey) };
    expect(readSecureVideoKeys(wrapped, API).secretKey.reveal()).toBe(secretKey);
  });

  it('A91 of a sandbox are refused for the vendor, and taken on this machine', () => {
    const sandbox = { identifier: 'sandbox_id_abcdefgh', secretKey: 'sandbox_sk_12345678' };
    expect(check(sandbox)).toMatch(/sandbox/);
    expect(check({ ...sandbox, identifier })).toMatch(/sandbox/);
    expect(check({ ...sandbox, secretKey })).toMatch(/sandbox/);
    expect(check(sandbox, new URL('http://127.0.0.1:4616/'))).toBeUndefined();
  });
});
