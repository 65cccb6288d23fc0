import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseCompactJws } from '../../../../src/vendors/mux/token/compact-jws.ts';
import { coded, macJwt, signJwt, strangeKey } from '../../brightcove/sign-jwt.ts';
import { KEY_A, KEY_A_VALUE } from '../../brightcove/vectors.ts';
import type { MuxUnderTest } from '../mux-under-test.ts';
import { muxUnderTest } from '../mux-under-test.ts';
import { KEY_ID } from '../vectors.ts';

const keyA = createPrivateKey({ key: KEY_A, format: 'jwk' });

const statusOf = async (mux: MuxUnderTest, token: string): Promise<number> =>
  (await mux.ask(`/${mux.id}.m3u8?token=${encodeURIComponent(token)}`)).status;

/** Refuses the token, after a control that the same place takes one. */
async function expectRefused(mux: MuxUnderTest, token: string): Promise<void> {
  expect(await statusOf(mux, mux.token())).toBe(200);
  expect(await statusOf(mux, token)).toBe(403);
}

const claimsOf = ({ id, now }: MuxUnderTest) => ({
  ...{ kid: KEY_ID, sub: id, aud: 'v', exp: now() + 60 },
});

describe('A21: no algorithm', () => {
  test.each(['none', 'None', 'NONE', 'nOnE', '', null, undefined, ['RS256'], 'rs256', 256])(
    '%j',
    async (alg) => {
      const mux = await muxUnderTest();
      const unsigned = `${coded({ alg, typ: 'JWT' })}.${coded(claimsOf(mux))}.`;
      await expectRefused(mux, unsigned);
      await expectRefused(mux, `${unsigned}AA`);
      await expectRefused(mux, mux.token({}, { header: { alg } }));
    },
  );
});

describe('A22: HS256 keyed with what is public', () => {
  const key = createPublicKey(keyA);
  test.each([
    ['the SubjectPublicKeyInfo in base64', KEY_A_VALUE],
    ['DER', Buffer.from(KEY_A_VALUE, 'base64')],
    ['PEM', key.export({ format: 'pem', type: 'spki' }).toString()],
    ['PKCS#1', key.export({ format: 'pem', type: 'pkcs1' }).toString()],
    ['JWK', JSON.stringify(key.export({ format: 'jwk' }))],
    ['the modulus', Buffer.from(KEY_A.n, 'base64url')],
    ['the id of the key', KEY_ID],
    ['nothing', ''],
  ])('%s', async (_what, secret) => {
    const mux = await muxUnderTest();
    await expectRefused(mux, macJwt(claimsOf(mux), secret));
  });
});

describe('A23: keys that a token brings or points at', () => {
  const jwk = createPublicKey(strangeKey).export({ format: 'jwk' });

  test.each(['jwk', 'jku', 'x5u', 'x5c'])('%s is not looked at', async (name) => {
    const mux = await muxUnderTest();
    const url = `${mux.sandbox.addresses.foreign}/keys.json`;
    const header = { [name]: { jwk, jku: url, x5u: url, x5c: [KEY_A_VALUE] }[name] };
    await expectRefused(mux, mux.token({}, { header, key: strangeKey }));
    expect(await statusOf(mux, mux.token({}, { header }))).toBe(200);
    const { entries } = await mux.sandbox.journal();
    expect(entries.filter(({ listener }) => listener === 'foreign')).toEqual([]);
  });
});

describe('A24: names of keys', () => {
  test.each([
    ...['../../dev/null', "' OR 1=1 --", 'constructor', '__proto__', 'unknown', ''],
    ...[['key'], { id: 'key' }, 7, null],
  ])('%j', async (kid) => {
    const mux = await muxUnderTest();
    await expectRefused(mux, mux.token({ kid }));
    await expectRefused(mux, mux.token({ kid: undefined }, { header: { kid } }));
    await expectRefused(mux, mux.token({}, { header: { kid } }));
  });

  test('none is refused, with one key and with two', async () => {
    const mux = await muxUnderTest();
    await expectRefused(mux, mux.token({ kid: undefined }));
    await mux.tell('addSigningKey');
    await expectRefused(mux, mux.token({ kid: undefined }));
  });

  test('a megabyte costs no parsing', () => {
    const kid = 'k'.repeat(1_000_000);
    expect(parseCompactJws(signJwt({ kid }))).toBeUndefined();
    expect(parseCompactJws(signJwt({ kid: 'k' }))).toBeDefined();
  });

  test('of another key that is there: the signature is its own', async () => {
    const mux = await muxUnderTest();
    const { id } = (await mux.tell('addSigningKey')) as { id: string };
    await expectRefused(mux, mux.token({ kid: id }));
  });
});

test('A25: another algorithm of the same key', async () => {
  const mux = await muxUnderTest();
  for (const [alg, hash] of [
    ['RS384', 'sha384'],
    ['RS512', 'sha512'],
  ]) {
    const signed = `${coded({ alg, typ: 'JWT' })}.${coded(claimsOf(mux))}`;
    const signature = sign(hash, Buffer.from(signed), keyA).toString('base64url');
    await expectRefused(mux, `${signed}.${signature}`);
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await expectRefused(mux, mux.token({}, { header: { alg: 'ES256' }, key: privateKey }));
});

describe('A26: a token that was changed', () => {
  test.each<[string, (token: string, other: string) => string]>([
    ['another payload', (token, other) => token.replace(/\.[^.]+\./, `.${other.split('.')[1]}.`)],
    ['another header', (token) => token.replace(/^[^.]+/, coded({ alg: 'RS256' }))],
    ['a signature cut off', (token) => token.slice(0, -8)],
    ['no signature', (token) => token.replace(/[^.]+$/, '')],
    ['padding', (token) => `${token}==`],
    ['a line break', (token) => `${token}\n`],
    ['a dot', (token) => `${token}.`],
    ['a part', (token) => `${token}.${coded({})}`],
    ['a bit that stands for nothing', (token) => twin(token)],
  ])('%s', async (_what, change) => {
    const mux = await muxUnderTest();
    await expectRefused(mux, change(mux.token(), mux.token({ exp: mux.now() + 3600 })));
  });

  /** Another spelling of the same signature: 342 characters have four bits to spare. */
  const twin = (token: string): string => {
    const twins = { A: 'B', Q: 'R', g: 'h', w: 'x' };
    return token.slice(0, -1) + (twins[token.at(-1) as keyof typeof twins] ?? '-');
  };

  test('two tokens: nobody says which one counts', async () => {
    const mux = await muxUnderTest();
    const url = `/${mux.id}.m3u8?token=${mux.token()}`;
    expect((await mux.ask(url)).status).toBe(200);
    expect((await mux.ask(`${url}&token=${mux.token()}`)).status).toBe(403);
  });
});

describe('A27: times', () => {
  test.each<[string, (now: number) => Record<string, unknown>, 200 | 403]>([
    ['a second left', (now) => ({ exp: now + 1 }), 200],
    ['just over', (now) => ({ exp: now }), 403],
    ['long over', () => ({ exp: 1 }), 403],
    ['no end', () => ({ exp: undefined }), 403],
    ['an end as text', (now) => ({ exp: String(now + 60) }), 403],
    ['an end that is no number', () => ({ exp: null }), 403],
    ['a fraction', (now) => ({ exp: now + 0.5 }), 403],
    ['before all time', () => ({ exp: -1 }), 403],
    ['not before in two hours', (now) => ({ nbf: now + 7200 }), 403],
    ['not before now', (now) => ({ nbf: now }), 200],
    ['made later', (now) => ({ iat: now + 60 }), 403],
    ['made at some time', () => ({ iat: 'today' }), 403],
  ])('%s', async (_what, claims, status) => {
    const mux = await muxUnderTest();
    expect(await statusOf(mux, mux.token(claims(mux.now())))).toBe(status);
  });

  test('an end beyond all numbers', async () => {
    const mux = await muxUnderTest();
    const payload = JSON.stringify(claimsOf(mux)).replace(/"exp":\d+/, '"exp":1e400');
    await expectRefused(mux, signJwt(payload));
  });
});

describe('A29, A32: a token for something else', () => {
  test.each<[string, Record<string, unknown>]>([
    ['another film', { sub: '0000000000000000' }],
    ['no film', { sub: undefined }],
    ['a list of films', { sub: ['0000000000000000'] }],
    ['statistics', { aud: 'playback_id' }],
    ['an ID token', { aud: 'client-1', iss: 'https://issuer.example', nonce: 'n' }],
    ['a restriction that is no text', { playback_restriction_id: 7 }],
    ['a resolution that is no text', { max_resolution: 720 }],
  ])('%s', async (_what, claims) => {
    const mux = await muxUnderTest();
    await expectRefused(mux, mux.token(claims));
  });

  test.each(['at+jwt', 'JWE', 'jwt', 7])('typ %j', async (typ) => {
    const mux = await muxUnderTest();
    await expectRefused(mux, mux.token({}, { header: { typ } }));
  });
});

test('A30: a key of another environment', async () => {
  const [mine, theirs] = [await muxUnderTest(), await muxUnderTest()];
  const { keyId, privateKey } = theirs.sandbox.keys.mux;
  const key = createPrivateKey(Buffer.from(privateKey, 'base64').toString());
  const token = mine.token({ kid: keyId }, { key });
  expect(await statusOf(theirs, token)).toBe(200);
  await expectRefused(mine, token);
});

describe('A31: what changes how the rest is to be read', () => {
  test.each([{ crit: ['exp'] }, { b64: false }, { zip: 'DEF' }, { enc: 'A256GCM' }])(
    '%j',
    async (header) => {
      const mux = await muxUnderTest();
      await expectRefused(mux, mux.token({}, { header }));
    },
  );

  test('an encrypted token, one within another, two megabytes, ten thousand levels', async () => {
    const mux = await muxUnderTest();
    await expectRefused(mux, 'eyJhbGciOiJkaXIifQ..AAAA.AAAA.AAAA');
    await expectRefused(mux, signJwt(mux.token(), { header: { cty: 'JWT' } }));
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    for (const text of [signJwt(deep), signJwt(`{"a":"${'b'.repeat(2_000_000)}"}`)])
      expect(parseCompactJws(text)).toBeUndefined();
    expect(parseCompactJws(signJwt('[[]]'))).toBeUndefined();
    expect(parseCompactJws(signJwt('{}'))).toBeDefined();
  });
});
