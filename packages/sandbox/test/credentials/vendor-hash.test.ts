import { describe, expect, test } from 'vitest';
import { checkVendorHash } from '../../src/credentials/vendor-hash.ts';

const BEFORE = 1_500_000_000;
const verdict = (value: unknown, secret = 'TOPSECRET', now = BEFORE): string =>
  checkVendorHash(typeof value === 'string' ? value : JSON.stringify(value), secret, now).verdict;

describe('C1: the vendor’s printed vectors', () => {
  test('without an expiry', () => {
    const hash = '56a8835175d33c368955dac6bdaf00de';
    const list = [{ userName: 'testuser' }, { someString: 'someValue' }, { hash }];
    expect(verdict(list, 'testMyHash')).toBe('ok');
    expect(verdict(list, 'testMyHasH')).toBe('wrong');
  });

  test('with an expiry, until it is reached', () => {
    const hash = '0253acee466a26b0327617b55851116e';
    const list = [{ user: 'user@example.com' }, { hashExpire: 1520694398 }, { hash }];
    expect(verdict(list, 'TOPSECRET', 1520694397)).toBe('ok');
    expect(verdict(list, 'TOPSECRET', 1520694398)).toBe('expired');
    expect(checkVendorHash(JSON.stringify(list), 'TOPSECRET', BEFORE)).toEqual({
      verdict: 'ok',
      viewer: 'user@example.com',
      expires: 1520694398,
    });
  });
});

test.each([
  [
    'P1',
    '[{"user":"viewer@example.com"},{"someData":"otherData"},{"hashExpire":1525442970},{"hash":"2229f0e68dddbb67a20d8fac22e26e2b"}]',
    'TOPSECRET',
  ],
  [
    'P3',
    '[{"user":"Jos\\u00e9 \\u00d1and\\u00fa"},{"plan":"a\\/b \\"q\\" \\\\ <x>"},{"hashExpire":1700000300},{"hash":"fec478e7f043ea07d04e14b284236ac4"}]',
    's3cr|t',
  ],
  [
    'P5',
    '[{"user":""},{"hashExpire":1700000300},{"hash":"7780f19a8c7d3bd84904f86b606f63e6"}]',
    'k',
  ],
  [
    'P5 without parameters',
    '[{"hashExpire":1700000300},{"hash":"7780f19a8c7d3bd84904f86b606f63e6"}]',
    'k',
  ],
  [
    'P6',
    '[{"user":"a|b"},{"x":"c"},{"hashExpire":1700000300},{"hash":"d4218e9c5443251c5e1bcbc9942c6c8f"}]',
    'k',
  ],
  [
    'P6 as three',
    '[{"p":"a"},{"q":"b"},{"r":"c"},{"hashExpire":1700000300},{"hash":"d4218e9c5443251c5e1bcbc9942c6c8f"}]',
    'k',
  ],
])('C1 %s verifies as the documented PHP made it', (_, text, secret) => {
  expect(verdict(text, secret)).toBe('ok');
});

const H = '0253acee466a26b0327617b55851116e';
const user = { user: 'user@example.com' };
const hashExpire = 1520694398;

test.each([
  ['hash before hashExpire', [user, { hash: H }, { hashExpire }]],
  ['hashExpire before hash', [user, { hashExpire }, { hash: H }]],
  ['hashExpire as a text', [user, { hashExpire: String(hashExpire) }, { hash: H }]],
  ['both in one object', [user, { hash: H, hashExpire }]],
  ['an expiry that was renamed', [user, { x: String(hashExpire) }, { hash: H }]],
  ['an expiry inside a value', [{ user: `user@example.com|${hashExpire}` }, { hash: H }]],
  ['a parameter that was renamed', [{ admin: 'user@example.com' }, { hashExpire }, { hash: H }]],
])('C1: like the vendor it accepts %s', (_, list) => expect(verdict(list)).toBe('ok'));

test.each([
  ['hashExpire before a parameter', [{ hashExpire }, user, { hash: H }]],
  ['another hashExpire', [user, { hashExpire: hashExpire + 1 }, { hash: H }]],
  ['an upper-case hash', [user, { hashExpire }, { hash: H.toUpperCase() }]],
  ['a parameter object with two members', [{ ...user, plan: 'gold' }, { hashExpire }, { hash: H }]],
  ['an object instead of an array', { ...user, hashExpire, hash: H }],
  ['no hash', [user, { hashExpire }]],
  ['an empty array', []],
  ['an empty object in it', [user, {}, { hashExpire }, { hash: H }]],
  ['values that are no scalars', [{ user: ['user@example.com'] }, { hashExpire }, { hash: H }]],
  ['null', null],
  ['what is not JSON', '[{"user"'],
  ['false', 'false'],
])('C1: like the vendor it refuses %s', (_, value) =>
  expect(['wrong', 'malformed']).toContain(verdict(value)),
);
