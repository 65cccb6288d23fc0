import { describe, expect, it } from 'vitest';
import { checkBrightcoveClaims } from '../../../src/brightcove/tokens/brightcove-claims.ts';
import type { BrightcoveTokenKind } from '../../../src/brightcove/tokens/brightcove-claims.ts';
import { isServerError } from '../../../src/index.ts';

/** What is said about claims. */
function complaint(claims: object, kind: BrightcoveTokenKind = 'playback'): string {
  try {
    checkBrightcoveClaims({ ...claims }, kind);
    return 'taken';
  } catch (error) {
    if (!isServerError(error) || error.code !== 'invalid_grant') throw error;
    return error.message;
  }
}

const FORTY = Array.from({ length: 40 }, (_, n) => `tag-${n}`);
const UID = { uid: 'v' };

describe('A2.2 a claim is taken within its bounds', () => {
  it.each<[string, readonly unknown[], readonly unknown[]]>([
    ['nbf', [0, 1_700_000_000], [-1, 1.5, '1700000000', Number.NaN, Infinity, null]],
    [
      'aud',
      [['playback.api.brightcove.com'], ['x', 'playback.api.brightcove.com']],
      [[], ['static.api.brightcove.com'], 'playback.api.brightcove.com', [7]],
    ],
    [
      'ip',
      ['203.0.113.7', '2001:db8::1', '::1', '::ffff:192.0.2.1'],
      [
        '203.0.113',
        '203.0.113.256',
        '203.0.113.07.1',
        '2001:db8',
        'g::1',
        '203.0.113.0/24',
        '[::1]',
        7,
        '',
      ],
    ],
    ['prid', ['right-1'], ['', 7, 'a\nb', 'x'.repeat(257)]],
    ['tags', [['gold'], FORTY], [[], [...FORTY, 'one more'], ['gold', ''], ['gold', 7], 'gold']],
    ['vids', [['5805807122222']], [[], ['ref:launch'], '5805807122222', [5805807122222]]],
    ['ua', ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_14_3)'], ['', 'a\r\nb', 'ü', 7]],
    ['conid', ['51141412620123'], ['ref:launch', 'launch', '', 51141412620123]],
    ['maxip', [1, 10], [0, -1, 1.5, '10', Number.NaN]],
    ['maxu', [1, 1000], [0, '10', Infinity]],
    [
      'uid',
      ['v', 'x'.repeat(64), 'AZaz09=/,@_.+-'],
      ['', 'x'.repeat(65), 'a b', 'ü', 'a|b', 'a\n', 7, ['v']],
    ],
    ['sid', ['Firefox MAC (Cadmium) HTML 5 - 1112346677'], ['', 'a\u0000b', 7]],
    ['cexp', ['2h', '42m'], ['2', '0h', '2d', 'h', 2, '2h ']],
    ['drules', ['0758da1f', ['0758da1f', 'e913']], ['', [], [''], 7]],
    ['pkid', ['2ef0fbc6'], ['', 7]],
  ])('%s', (name, good, bad) => {
    for (const value of good) expect(complaint({ [name]: value })).toBe('taken');
    for (const value of bad)
      expect(complaint({ [name]: value })).toContain(`The claim ${name} must be`);
  });

  it.each<[string, object, readonly unknown[], readonly unknown[]]>([
    ['climit', UID, [1, 5], [0, -1, '1', 1.5]],
    ['dlimit', UID, [1, 5], [0, -1, '1', 1.5]],
    ['cbeh', { ...UID, climit: 1 }, ['BLOCK_NEW', 'BLOCK_NEW_USER'], ['block_new', '', 1]],
  ])('%s, beside what it is about', (name, beside, good, bad) => {
    for (const value of good) expect(complaint({ ...beside, [name]: value })).toBe('taken');
    for (const value of bad)
      expect(complaint({ ...beside, [name]: value })).toContain(`The claim ${name} must be`);
  });

  it.each([
    ['climit', { climit: 1 }, 'uid'],
    ['dlimit', { dlimit: 1 }, 'uid'],
    ['cbeh', { uid: 'v', cbeh: 'BLOCK_NEW' }, 'climit'],
  ])('%s says nothing without what it is about', (name, claims, needed) => {
    expect(complaint(claims)).toBe(`The claim ${needed} must be there where ${name} is.`);
  });
});

describe('A2.3 a claim of Static URLs is taken within its bounds', () => {
  it.each<[string, readonly unknown[], readonly unknown[]]>([
    ['aud', [['static.api.brightcove.com']], [['playback.api.brightcove.com'], []]],
    ['pro', ['', 'aes128', 'widevine', 'playready', 'fairplay'], ['AES128', 'clear', 1]],
    ['vod', [{ ssai: 'efcc566' }, {}], [{ ssai: '' }, { ssai: 7 }, { live: 'x' }, [], 'x', null]],
    ['conid', ['5805807122222'], ['ref:x']],
    ['drules', ['a', ['a']], [[]]],
  ])('%s', (name, good, bad) => {
    for (const value of good) expect(complaint({ [name]: value }, 'static')).toBe('taken');
    for (const value of bad)
      expect(complaint({ [name]: value }, 'static')).toContain(`The claim ${name} must be`);
  });

  it('none of the Playback Restrictions', () => {
    expect(complaint({ uid: 'v' }, 'static')).toMatch(/^The claim uid is none that can be given/);
  });
});

describe('A14 a claim is refused', () => {
  it.each(['accid', 'iat', 'exp', 'role', 'kid', 'crt', '__proto__', 'constructor', 'toString'])(
    'when it is %s: that is not for callers to say',
    (name) => {
      const claims = Object.fromEntries([[name, 'x']]);
      expect(complaint(claims)).toContain(`The claim ${name} is none that can be given`);
    },
  );

  it('without its value being told', () => {
    expect(complaint({ uid: 'canary value' })).not.toContain('canary');
  });
});
