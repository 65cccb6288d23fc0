import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseCompactJws } from '../../../../src/vendors/brightcove/token/compact-jws.ts';
import type { BrightcoveUnderTest } from '../brightcove-under-test.ts';
import { brightcoveUnderTest, errorOf, withToken } from '../brightcove-under-test.ts';
import { coded, macJwt, signJwt, strangeKey } from '../sign-jwt.ts';
import { KEY_A, KEY_A_VALUE } from '../vectors.ts';

const keyA = createPrivateKey({ key: KEY_A, format: 'jwk' });

/** How the Playback API takes a token. */
const play = (bc: BrightcoveUnderTest, token: string) =>
  bc.ask(`/playback/v1/accounts/${bc.account}/videos/${bc.video('launch-film')}`, withToken(token));

async function expectRefused(bc: BrightcoveUnderTest, token: string): Promise<void> {
  expect(errorOf(await play(bc, token))).toEqual({
    status: 401,
    error_code: 'ACCESS_DENIED',
    error_subcode: 'TOKEN_VALIDATION',
  });
}

async function expectTaken(bc: BrightcoveUnderTest, token: string): Promise<void> {
  expect((await play(bc, token)).status).toBe(200);
}

const claimsOf = (bc: BrightcoveUnderTest) => ({
  accid: bc.account,
  iat: bc.now(),
  exp: bc.now() + 60,
});

test('a token of keyA is taken, so that the refusals below are about what is wrong with theirs', async () => {
  const bc = await brightcoveUnderTest();
  await expectTaken(bc, bc.token());
});

describe('A21: alg none', () => {
  test.each(['none', 'None', 'NoNe', 'NONE', ''])('“%s” is refused, signed or not', async (alg) => {
    const bc = await brightcoveUnderTest();
    const unsigned = `${coded({ alg, typ: 'JWT' })}.${coded(claimsOf(bc))}.`;
    await expectRefused(bc, unsigned);
    await expectRefused(bc, `${unsigned}AA`);
    await expectRefused(bc, bc.token({}, { header: { alg } }));
  });

  test.each([undefined, null, 256, ['RS256'], 'rs256'])('%j is no algorithm', async (alg) => {
    const bc = await brightcoveUnderTest();
    await expectRefused(bc, bc.token({}, { header: { alg } }));
  });
});

describe('A22: HS256 keyed with what is public', () => {
  const key = createPublicKey(keyA);
  test.each([
    ['the value as it was registered', KEY_A_VALUE],
    ['DER', Buffer.from(KEY_A_VALUE, 'base64')],
    ['PEM', key.export({ format: 'pem', type: 'spki' }).toString()],
    ['PKCS#1', key.export({ format: 'pem', type: 'pkcs1' }).toString()],
    ['JWK', JSON.stringify(key.export({ format: 'jwk' }))],
    ['the modulus', Buffer.from(KEY_A.n, 'base64url')],
    ['nothing', ''],
  ])('%s', async (_, secret) => {
    const bc = await brightcoveUnderTest();
    await expectRefused(bc, macJwt(claimsOf(bc), secret));
  });
});

describe('A23: keys that a token brings or points at', () => {
  const jwk = createPublicKey(strangeKey).export({ format: 'jwk' });

  test.each(['jwk', 'jku', 'x5u', 'x5c'])(
    '%s is not looked at: no request goes out, and the registered key decides',
    async (name) => {
      const bc = await brightcoveUnderTest();
      const url = `${bc.sandbox.addresses.foreign}/keys.json`;
      const value = { jwk, jku: url, x5u: url, x5c: [KEY_A_VALUE] }[name];
      const header = { [name]: value };
      await expectRefused(bc, bc.token({}, { header, key: strangeKey }));
      await expectTaken(bc, bc.token({}, { header }));
      const { entries } = await bc.sandbox.journal();
      expect(entries.filter(({ listener }) => listener === 'foreign')).toEqual([]);
    },
  );
});

describe('A24: names of keys', () => {
  const NAMES = [
    ...['../../dev/null', "' OR 1=1 --", 'constructor', '__proto__', 'unknown', ''],
    ...[['key'], { id: 'key' }, 7, null, 'k'.repeat(1_000_000)],
  ];

  test.each(NAMES)('kid and pkid %j', async (name) => {
    const bc = await brightcoveUnderTest();
    const [byHeader, byClaim] = [bc.token({}, { header: { kid: name } }), bc.token({ pkid: name })];
    if (byHeader.length < 10_000) {
      await expectRefused(bc, byHeader);
      await expectRefused(bc, byClaim);
    } else
      expect([parseCompactJws(byHeader), parseCompactJws(byClaim)]).toEqual([undefined, undefined]);
  });

  test('with two keys a token without a name is tried with both, and one with a name with that one alone', async () => {
    const bc = await brightcoveUnderTest();
    const second = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const value = second.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    await bc.api('POST', `/accounts/${bc.account}/keys`, { value });
    const [first, other] = (await bc.api('GET', `/accounts/${bc.account}/keys`)).body;
    for (const key of [keyA, second.privateKey]) await expectTaken(bc, bc.token({}, { key }));
    await expectTaken(bc, bc.token({ pkid: first.id }));
    await expectTaken(bc, bc.token({}, { header: { kid: first.id } }));
    await expectRefused(bc, bc.token({ pkid: other.id }));
    await expectRefused(bc, bc.token({}, { header: { kid: other.id } }));
  });
});

describe('A25: another algorithm of the same key', () => {
  test('PS256, and RS512', async () => {
    const bc = await brightcoveUnderTest();
    for (const [alg, hash, padding] of [
      ['PS256', 'sha256', 6],
      ['RS512', 'sha512', 1],
      ['RS256', 'sha256', 6],
      ['RS256', 'sha512', 1],
    ] as const) {
      const signed = `${coded({ alg, typ: 'JWT' })}.${coded(claimsOf(bc))}`;
      const key = { key: keyA, padding, ...(padding === 6 && { saltLength: 32 }) };
      const signature = sign(hash, Buffer.from(signed), key).toString('base64url');
      await expectRefused(bc, `${signed}.${signature}`);
    }
  });

  test('ES256 is refused until the account takes it, and never in DER or under the name RS256', async () => {
    const bc = await brightcoveUnderTest();
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const value = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    await bc.api('POST', `/accounts/${bc.account}/keys`, { value });
    const token = (alg: string, dsaEncoding: 'ieee-p1363' | 'der') => {
      const signed = `${coded({ alg, typ: 'JWT' })}.${coded(claimsOf(bc))}`;
      const key = { key: pair.privateKey, dsaEncoding };
      return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
    };
    await expectRefused(bc, token('ES256', 'ieee-p1363'));
    await bc.tell('setAccount', { es256: true });
    await expectTaken(bc, token('ES256', 'ieee-p1363'));
    await expectRefused(bc, token('ES256', 'der'));
    await expectRefused(bc, token('RS256', 'ieee-p1363'));
    await expectRefused(bc, bc.token({}, { header: { alg: 'ES256' } }));
  });
});

describe('A26: tampering', () => {
  test('another payload or header under the same signature', async () => {
    const bc = await brightcoveUnderTest();
    const [header, payload, signature] = bc.token().split('.');
    await expectRefused(bc, `${header}.${coded({ ...claimsOf(bc), tags: ['vip'] })}.${signature}`);
    await expectRefused(bc, `${coded({ typ: 'JWT', alg: 'RS256' })}.${payload}.${signature}`);
  });

  test('a signature that is shorter, longer, padded, or spelt in another way', async () => {
    const bc = await brightcoveUnderTest();
    const token = bc.token();
    for (const spelt of [
      token.slice(0, -4),
      `${token}AAAA`,
      `${token}==`,
      `${token}.`,
      `${token}.AA`,
      `.${token}`,
      token.slice(0, token.lastIndexOf('.') + 1),
      // The last character of 256 bytes says two bits; the four others of this one stand for nothing.
      token.slice(0, -1) + String.fromCharCode(token.charCodeAt(token.length - 1) + 1),
      token.replace('.', ',.'),
      `${token.slice(0, 20)}%0A${token.slice(20)}`,
    ])
      await expectRefused(bc, spelt);
  });

  test('a line break inside is refused by the reader, as no header can bring one', async () => {
    const bc = await brightcoveUnderTest();
    const token = bc.token();
    expect(parseCompactJws(token)).toBeDefined();
    for (const spelt of [`${token}\n`, `\n${token}`, token.replace('.', '.\n'), `${token} `])
      expect(parseCompactJws(spelt)).toBeUndefined();
  });
});

describe('A27: times', () => {
  test.each([
    ['exp missing', 'undefined'],
    ['exp a text', '"9999999999"'],
    ['exp 1e400', '1e400'],
    ['exp −1', '-1'],
    ['exp null', 'null'],
    ['exp a list', '[9999999999]'],
    ['exp a fraction', '1767268860.5'],
  ])('%s', async (_, exp) => {
    const bc = await brightcoveUnderTest();
    const { accid, iat } = claimsOf(bc);
    const member = exp === 'undefined' ? '' : `,"exp":${exp}`;
    await expectRefused(bc, signJwt(`{"accid":"${accid}","iat":${iat}${member}}`));
  });

  test('the same text with a good exp is taken', async () => {
    const bc = await brightcoveUnderTest();
    const { accid, iat, exp } = claimsOf(bc);
    await expectTaken(bc, signJwt(`{"accid":"${accid}","iat":${iat},"exp":${exp}}`));
  });

  test('exp past, over 30 days; nbf in two hours; iat in the future', async () => {
    const bc = await brightcoveUnderTest();
    const now = bc.now();
    await expectRefused(bc, bc.token({ exp: now }));
    await expectRefused(bc, bc.token({ exp: now + 30 * 86_400 + 1 }));
    await expectTaken(bc, bc.token({ exp: now + 30 * 86_400 }));
    await expectRefused(bc, bc.token({ nbf: now + 7200, exp: now + 9000 }));
    await expectRefused(bc, bc.token({ iat: now + 60, exp: now + 120 }));
  });
});

test('A29: an audience that is not this door’s', async () => {
  const bc = await brightcoveUnderTest();
  await expectRefused(bc, bc.token({ aud: ['static.api.brightcove.com'] }));
  await expectRefused(bc, bc.token({ aud: ['thumbnails', 'stats'] }));
  await expectRefused(bc, bc.token({ aud: 'playback.api.brightcove.com' }));
  await expectTaken(bc, bc.token({ aud: ['playback.api.brightcove.com'] }));
});

test('A30: a token of one account at another', async () => {
  const bc = await brightcoveUnderTest();
  await expectRefused(bc, bc.token({ accid: '4590388311111' }));
  const elsewhere = '/playback/v1/accounts/4590388311111/videos/6300000000001';
  expect(errorOf(await bc.ask(elsewhere, withToken(bc.token())))).toMatchObject({
    status: 401,
    error_subcode: 'TOKEN_VALIDATION',
  });
});

describe('A31: what is not a plain token', () => {
  test.each([
    { crit: ['exp'] },
    { crit: [] },
    { b64: false, crit: ['b64'] },
    { b64: true },
    { zip: 'DEF' },
    { enc: 'A256GCM' },
  ])('a header with %j', async (header) => {
    const bc = await brightcoveUnderTest();
    await expectRefused(bc, bc.token({}, { header }));
  });

  test('an encrypted token, a nested one, payloads that are no object', async () => {
    const bc = await brightcoveUnderTest();
    await expectRefused(bc, `${coded({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.AA.AA.AA.AA`);
    await expectRefused(bc, signJwt(bc.token(), { header: { cty: 'JWT' } }));
    for (const payload of [
      '[]',
      'null',
      '1',
      '"x"',
      '',
      '{',
      `\u{feff}${JSON.stringify(claimsOf(bc))}`,
    ])
      await expectRefused(bc, signJwt(payload));
  });

  test('bytes that are no UTF-8', async () => {
    const bc = await brightcoveUnderTest();
    const payload = Buffer.from(JSON.stringify({ ...claimsOf(bc), ua: 'é' }), 'latin1');
    const signed = `${coded({ alg: 'RS256' })}.${payload.toString('base64url')}`;
    const signature = sign('sha256', Buffer.from(signed), keyA).toString('base64url');
    await expectRefused(bc, `${signed}.${signature}`);
  });

  test('over 8,192 characters nothing is decoded, however well it is signed', async () => {
    const bc = await brightcoveUnderTest();
    const sized = (ua: number) => bc.token({ ua: 'x'.repeat(ua) });
    const [fits, exceeds] = [sized(5700), sized(5900)];
    expect([fits.length <= 8192, exceeds.length > 8192]).toEqual([true, true]);
    await expectTaken(bc, fits);
    await expectRefused(bc, exceeds);
    for (const huge of [sized(2_000_000), signJwt('['.repeat(10_000) + ']'.repeat(10_000))])
      expect(parseCompactJws(huge)).toBeUndefined();
  });

  test('2 MB in a header do not reach the reader', async () => {
    const bc = await brightcoveUnderTest();
    expect((await play(bc, 'x'.repeat(2_000_000))).status).toBe(431);
  });

  test('JSON as deep as fits is read and refused', async () => {
    const bc = await brightcoveUnderTest();
    const deep = `{"accid":"${bc.account}","aud":${'['.repeat(2500)}${']'.repeat(2500)}}`;
    await expectRefused(bc, signJwt(deep));
  });
});

test('A32: tokens of other kinds under the same key', async () => {
  const bc = await brightcoveUnderTest();
  for (const typ of ['at+jwt', 'logout+jwt', 7])
    await expectRefused(bc, bc.token({}, { header: { typ } }));
  await expectRefused(bc, bc.token({ aud: 'client-id', sub: 'ada', nonce: 'n' }));
  for (const header of [{ typ: undefined }, { typ: undefined, type: 'JWT' }, { typ: 'jwt' }])
    await expectTaken(bc, bc.token({}, { header }));
});

describe('the journal and the leak watch', () => {
  test('count a viewer’s tokens as they are first seen, viewer by viewer and video by video', async () => {
    const bc = await brightcoveUnderTest();
    const generation = async (claims: Record<string, unknown>) => {
      await play(bc, bc.token(claims));
      return (await bc.sandbox.journal()).entries.at(-1)?.generation;
    };
    const conid = bc.video('launch-film');
    expect(await generation({ uid: 'ada', conid })).toBe(1);
    expect(await generation({ uid: 'ada', conid, sid: 'second' })).toBe(2);
    expect(await generation({ uid: 'grace', conid })).toBe(1);
    expect(await generation({ uid: 'ada', conid: bc.video('long-film') })).toBe(1);
    expect(await generation({ uid: 'ada', conid })).toBe(1);
  });

  test('a token that was seen can be ended by command, and still counts as the one it was', async () => {
    const bc = await brightcoveUnderTest();
    const token = bc.token({ uid: 'ada' });
    await play(bc, token);
    await bc.sandbox.revokeCredentials({ vendor: 'brightcove', viewer: 'ada' });
    await expectRefused(bc, token);
    expect((await bc.sandbox.journal()).entries.at(-1)).toMatchObject({
      verdict: 'revoked',
      generation: 1,
      credential: 'bearer',
    });
    await expectTaken(bc, bc.token({ uid: 'grace' }));
  });

  test('a token and the client’s secret are found when they reach a stranger', async () => {
    const bc = await brightcoveUnderTest();
    const [token, secret] = [bc.token(), bc.sandbox.keys.brightcove.clientSecret];
    await play(bc, token);
    const tellStranger = (value: string) =>
      fetch(`${bc.sandbox.addresses.foreign}/?x=${encodeURIComponent(value)}`);
    await tellStranger('nothing');
    expect(await bc.sandbox.leaks()).toEqual([]);
    await tellStranger(token);
    await tellStranger(secret);
    expect((await bc.sandbox.leaks()).map(({ canary }) => canary)).toEqual([
      expect.stringMatching(/^brightcove token \d+$/),
      'brightcove client secret',
    ]);
  });
});
