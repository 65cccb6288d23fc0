import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createPublicKeys } from '../../../../src/vendors/brightcove/account/public-keys.ts';
import type { JwtDemand } from '../../../../src/vendors/brightcove/token/verify-jwt.ts';
import { verifyJwt } from '../../../../src/vendors/brightcove/token/verify-jwt.ts';
import { macJwt, signJwt, strangeKey } from '../sign-jwt.ts';
import { BC_1, BC_3, KEY_A_VALUE } from '../vectors.ts';

const DAY = 86_400;

function demandOf(changes: Partial<JwtDemand> & { nowMs: number; accountId: string }): JwtDemand {
  const keys = createPublicKeys(
    () => 0,
    () => 'key-a',
  );
  keys.register(KEY_A_VALUE);
  return {
    ...{ purpose: 'playback', keys, es256: false, skewSeconds: 5, bareLicenseTokens: false },
    ...changes,
  };
}

test('the value that is registered is the key of the vectors', () => {
  expect(createHash('sha256').update(Buffer.from(KEY_A_VALUE, 'base64')).digest('hex')).toBe(
    '6fd13c2435a361e7c588cd17f55f5ad3df0177a66c1727a6a200845f4d7ab88c',
  );
});

describe.each([
  { name: 'BC-1', vector: BC_1, purpose: 'playback' as const },
  { name: 'BC-3', vector: BC_3, purpose: 'static' as const },
])('C2 $name', ({ vector, purpose }) => {
  const payload = JSON.parse(vector.payload);
  const at = (seconds: number, changes: Partial<JwtDemand> = {}) =>
    demandOf({ accountId: vector.account, purpose, nowMs: seconds * 1000, ...changes });
  const signed = (changes: Record<string, unknown>, signing = {}) =>
    signJwt({ ...payload, ...changes }, signing);

  test('is what signing its payload with keyA gives', () => {
    expect(signJwt(vector.payload)).toBe(vector.token);
  });

  test('is accepted from its first second to before its last', () => {
    for (const now of [payload.iat, payload.exp - 1])
      expect(verifyJwt(vector.token, at(now))).toEqual(payload);
  });

  test('expired: exp past', () => {
    expect(verifyJwt(vector.token, at(payload.exp))).toBe('expired');
  });

  test('nbf future', () => {
    const nbf = payload.iat + 7200;
    expect(verifyJwt(signed({ nbf, exp: nbf + 60 }), at(payload.iat))).toBe('wrong');
    expect(verifyJwt(signed({ nbf, exp: nbf + 60 }), at(nbf))).toMatchObject({ nbf });
  });

  test('exp − iat > 2 592 000', () => {
    const exp = payload.iat + 30 * DAY;
    expect(verifyJwt(signed({ exp: exp + 1 }), at(payload.iat))).toBe('wrong');
    expect(verifyJwt(signed({ exp }), at(payload.iat))).toMatchObject({ exp });
  });

  test('aud without the required value', () => {
    const own = purpose === 'static' ? 'static.api.brightcove.com' : 'playback.api.brightcove.com';
    const verify = (aud: unknown) => verifyJwt(signed({ aud }), at(payload.iat));
    expect(verify(['other.example'])).toBe('wrong');
    expect(verify([])).toBe('wrong');
    expect(verify(own)).toBe('malformed');
    expect(verify([own])).toMatchObject({ aud: [own] });
    expect(verify(['other.example', own])).toMatchObject({ accid: vector.account });
  });

  test('accid ≠ path', () => {
    expect(verifyJwt(vector.token, at(payload.iat, { accountId: '1' }))).toBe('wrong');
  });

  test('signature by another key', () => {
    expect(verifyJwt(signed({}, { key: strangeKey }), at(payload.iat))).toBe('wrong');
  });

  test('alg HS256 with the SPKI text as secret, and alg none', () => {
    expect(verifyJwt(macJwt(payload, KEY_A_VALUE), at(payload.iat))).toBe('wrong');
    expect(verifyJwt(signed({}, { header: { alg: 'none' } }), at(payload.iat))).toBe('wrong');
  });
});

describe('claims', () => {
  const now = 1_700_000_000;
  const demand = demandOf({ accountId: '1', nowMs: now * 1000 });
  const verify = (claims: Record<string, unknown>, changes: Partial<JwtDemand> = {}) =>
    verifyJwt(signJwt({ accid: '1', iat: now, exp: now + 60, ...claims }), {
      ...demand,
      ...changes,
    });

  test.each([
    ['accid', 1],
    ['iat', '1700000000'],
    ['iat', 1_700_000_000.5],
    ['iat', -1],
    ['exp', '1700000060'],
    ['nbf', null],
    ['ip', '10.0.0'],
    ['ip', 'example.org'],
    ['prid', 5],
    ['tags', 'vip'],
    ['tags', Array.from({ length: 41 }, String)],
    ['vids', [1]],
    ['ua', ['x']],
    ['conid', 'ref:launch-film'],
    ['conid', 51141412620123],
    ['maxip', 0],
    ['maxu', '10'],
    ['uid', 'a'.repeat(65)],
    ['uid', 'ada lovelace'],
    ['uid', ''],
    ['uid', 'ada\n'],
    ['climit', 1.5],
    ['cbeh', 'block_new'],
    ['sid', 7],
    ['cexp', '2 hours'],
    ['dlimit', 0],
    ['drules', 1],
    ['pkid', ['key-a']],
    ['pro', 'dash'],
    ['vod', 'ssai'],
    ['vod', { ssai: 1 }],
  ])('%s: %j is not what the document says', (name, value) => {
    expect(verify({ [name]: value })).not.toBeTypeOf('object');
  });

  test.each([
    ['ip', '2001:db8::1'],
    ['tags', Array.from({ length: 40 }, String)],
    ['uid', 'A-Za-z0-9=/,@_.+-'],
    ['uid', 'a'.repeat(64)],
    ['cbeh', 'BLOCK_NEW_USER'],
    ['cexp', '42m'],
    ['drules', 'one'],
    ['drules', ['one', 'two']],
    ['pkid', 'key-a'],
    ['vod', { ssai: 'x' }],
    ['unheard-of', { deep: [1] }],
  ])('%s: %j is', (name, value) => {
    expect(verify({ [name]: value })).toMatchObject({ [name]: value });
  });

  test.each(['accid', 'iat', 'exp'])(
    '%s is required, but not of licences on an account that asks for a signature alone',
    (name) => {
      const bare = { [name]: undefined };
      expect(verify(bare)).toBe('malformed');
      expect(verify(bare, { purpose: 'license' })).toBe('malformed');
      const lenient = { purpose: 'license', bareLicenseTokens: true } as const;
      expect(verify(bare, lenient)).toBeTypeOf('object');
      expect(verify({ accid: '2' }, lenient), 'what is there must hold').toBe('wrong');
    },
  );

  test('iat and nbf may be ahead by the account’s skew, exp by nothing', () => {
    expect(verify({ iat: now + 5, nbf: now + 5 })).toBeTypeOf('object');
    expect(verify({ iat: now + 6 })).toBe('wrong');
    expect(verify({ nbf: now + 6 })).toBe('wrong');
    expect(verify({ exp: now })).toBe('expired');
  });

  test('a licence’s token may be for the Playback API or for static URLs, either’s own door wants its own', () => {
    const [playback, fixed] = ['playback.api.brightcove.com', 'static.api.brightcove.com'];
    for (const aud of [playback, fixed])
      expect(verify({ aud: [aud] }, { purpose: 'license' })).toBeTypeOf('object');
    expect(verify({ aud: [fixed] })).toBe('wrong');
    expect(verify({ aud: [playback] }, { purpose: 'static' })).toBe('wrong');
  });
});
