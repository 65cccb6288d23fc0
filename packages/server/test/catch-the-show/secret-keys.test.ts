import { describe, expect, it } from 'vitest';
import { readSecretKeys } from '../../src/catch-the-show/secret-keys.ts';
import type { SecretKeyOptions } from '../../src/catch-the-show/secret-keys.ts';
import { Secret } from '../../src/secret/secret.ts';

const LIVE = new URL('https://api.catchtheshow.com/v1');
const read = (options: Partial<SecretKeyOptions>, apiUrl = LIVE) =>
  readSecretKeys({ secretKey: 'sk_canary_1', ...options }, apiUrl);

describe('keys have names, and environments', () => {
  it('CTS-S5 the names of the options, unless the dashboard’s are given', () => {
    const names = (options: Partial<SecretKeyOptions>) => read(options).map(({ name }) => name);
    expect(names({})).toEqual(['current']);
    expect(names({ nextSecretKey: 'sk_canary_2' })).toEqual(['current', 'next']);
    expect(names({ secretKey: { secret: 'sk_canary_1', name: 'Backend 2026' } })).toEqual([
      'Backend 2026',
    ]);
    expect(names({ secretKey: { secret: new Secret('sk_canary_1') } })).toEqual(['current']);
    expect(names({ secretKey: new Secret('sk_canary_1') })).toEqual(['current']);
  });

  it.each<[string, Partial<SecretKeyOptions>]>([
    [
      'another environment than this one',
      {
        secretKey: { secret: 'sk_canary_1', environment: 'staging' },
        environment: 'production',
      },
    ],
    [
      'another environment than the other key',
      {
        secretKey: { secret: 'sk_canary_1', environment: 'staging' },
        nextSecretKey: { secret: 'sk_canary_2', environment: 'production' },
      },
    ],
    [
      'another environment, as the next',
      {
        nextSecretKey: { secret: 'sk_canary_2', environment: 'development' },
        environment: 'production',
      },
    ],
    ['the other’s name', { nextSecretKey: { secret: 'sk_canary_2', name: 'current' } }],
    ['a piece of a key for a name', { secretKey: { secret: 'sk_canary_1', name: 'sk_canary' } }],
    ['no name', { secretKey: { secret: 'sk_canary_1', name: '' } }],
    ['a name with a line end', { secretKey: { secret: 'sk_canary_1', name: 'a\nb' } }],
    ['a public key’s text', { secretKey: { secret: 'pk_canary_1', name: 'Backend' } }],
    ['a public key’s text of the sandbox', { secretKey: 'sandbox_pk_canary' }],
    ['a sandbox’s key', { secretKey: { secret: 'sandbox_sk_canary' } }],
    ['no text', { secretKey: JSON.parse('{}') }],
    ['nothing', { secretKey: JSON.parse('null') }],
  ])('CTS-S1 a key of %s is refused, and not quoted', (_what, options) => {
    expect(() => read(options)).toThrow(expect.objectContaining({ code: 'config' }));
    expect(() => read(options)).not.toThrow(/canary/);
  });

  it('control: keys of this environment are taken, tagged or not', () => {
    const tagged = { secret: 'sk_canary_1', environment: 'production' } as const;
    expect(read({ secretKey: tagged, environment: 'production' })).toHaveLength(1);
    expect(read({ secretKey: tagged, nextSecretKey: 'sk_canary_2' })).toHaveLength(2);
    expect(read({ environment: 'production' })).toHaveLength(1);
    const local = new URL('http://127.0.0.1:4611/v1');
    expect(read({ secretKey: 'sandbox_sk_canary' }, local)).toHaveLength(1);
  });
});
