import { describe, expect, it } from 'vitest';
import { formatHashlock, hashlockDigest, hashlockReturnUrl } from '../../src/hashlock/index.ts';
import type { Hashlock } from '../../src/hashlock/index.ts';

/** Printed in the vendor's documents, or made with the PHP that they print. */
const VECTORS = [
  ['V1', ['testuser', 'someValue'], undefined, 'testMyHash', '56a8835175d33c368955dac6bdaf00de'],
  ['V2', ['user@example.com'], 1520694398, 'TOPSECRET', '0253acee466a26b0327617b55851116e'],
  [
    'P1',
    ['viewer@example.com', 'otherData'],
    1525442970,
    'TOPSECRET',
    '2229f0e68dddbb67a20d8fac22e26e2b',
  ],
  [
    'P3',
    ['José Ñandú', 'a/b "q" \\ <x>'],
    1700000300,
    's3cr|t',
    'fec478e7f043ea07d04e14b284236ac4',
  ],
  ['P5', [''], 1700000300, 'k', '7780f19a8c7d3bd84904f86b606f63e6'],
  ['P6', ['a|b', 'c'], 1700000300, 'k', 'd4218e9c5443251c5e1bcbc9942c6c8f'],
] as const;

describe('hashlockDigest', () => {
  it.each(VECTORS)('C1 %s', (_name, values, expires, secret, digest) => {
    expect(hashlockDigest(values, { secret, ...(expires !== undefined && { expires }) })).toBe(
      digest,
    );
  });

  it('C1 P5 signs an empty value like none', () => {
    const options = { expires: 1700000300, secret: 'k' };
    expect(hashlockDigest([], options)).toBe(hashlockDigest([''], options));
  });

  it('C1 P6 signs "a|b" like "a" and "b"', () => {
    const options = { expires: 1700000300, secret: 'k' };
    expect(hashlockDigest(['a', 'b', 'c'], options)).toBe(hashlockDigest(['a|b', 'c'], options));
  });

  it('takes another MD5', () => {
    expect(hashlockDigest(['a'], { secret: 's', md5: (text) => `md5 of ${text}` })).toBe(
      'md5 of a|s',
    );
  });
});

const P1: Hashlock = {
  params: [
    ['user', 'viewer@example.com'],
    ['someData', 'otherData'],
  ],
  expires: 1525442970,
  hash: '2229f0e68dddbb67a20d8fac22e26e2b',
};
const V2: Hashlock = {
  params: [['user', 'user@example.com']],
  expires: 1520694398,
  hash: '0253acee466a26b0327617b55851116e',
};

describe('formatHashlock', () => {
  it('C1 P1 as the vendor writes it', () => {
    expect(formatHashlock(P1)).toBe(
      '[{"user":"viewer@example.com"},{"someData":"otherData"},{"hashExpire":1525442970},{"hash":"2229f0e68dddbb67a20d8fac22e26e2b"}]',
    );
  });
});

describe('hashlockReturnUrl', () => {
  it('C1 P1 redirect', () => {
    expect(hashlockReturnUrl('https://video.ibm.com/embed/hashlock/pass', P1)).toBe(
      'https://video.ibm.com/embed/hashlock/pass?hash=%5B%7B%22user%22%3A%22viewer%40example.com%22%7D%2C%7B%22someData%22%3A%22otherData%22%7D%2C%7B%22hashExpire%22%3A1525442970%7D%2C%7B%22hash%22%3A%222229f0e68dddbb67a20d8fac22e26e2b%22%7D%5D',
    );
  });

  it('C1 V2 redirect to a hashConsumer with a query of its own', () => {
    const consumer = 'https://video.ibm.com/chat/authorize/12345678?resource=%2Fchat%2F12345678';
    expect(hashlockReturnUrl(consumer, V2)).toBe(
      `${consumer}&hash=%5B%7B%22user%22%3A%22user%40example.com%22%7D%2C%7B%22hashExpire%22%3A1520694398%7D%2C%7B%22hash%22%3A%220253acee466a26b0327617b55851116e%22%7D%5D`,
    );
  });

  it('spells a no as false', () => {
    expect(hashlockReturnUrl('https://a.example/p?n=1', undefined)).toBe(
      'https://a.example/p?n=1&hash=false',
    );
  });

  it('drops a hash that is already there, in any spelling, and the fragment', () => {
    expect(
      hashlockReturnUrl(
        'https://a.example/p?hash=x&n=%2F&h%61sh=y&hash&hashes=1#hash=z',
        undefined,
      ),
    ).toBe('https://a.example/p?n=%2F&hashes=1&hash=false');
  });
});
