import { createHash, createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readPublicKey } from '../../../src/vendors/ibm/viewer-auth.ts';
import { statusOf } from '../../sandbox-under-test.ts';
import { client } from './api-client.ts';
import { sealToken } from './seal-token.ts';
import { KEY_A, KEY_B, PRINTED_KEY_SHA256, PRINTED_PUBLIC_KEY } from './vectors.ts';

const CHANNEL = '/channels/1003/viewer-auth.json';
const AUTH_URL = 'https://videos.yourcompany.com/content-auth-start?tenant=a%20b';
const pemOf = (key: typeof KEY_A): string =>
  createPublicKey({ key, format: 'jwk' }).export({ format: 'pem', type: 'spki' }).toString();
const SETTING = { auth_url: AUTH_URL, public_key: pemOf(KEY_A) };

async function setUp(path = CHANNEL) {
  const { sandbox, call } = await client();
  expect((await call('PUT', path, SETTING)).status).toBe(204);
  const vendorKey = async () => {
    const url = `${sandbox.addresses.ibm}/viewer-auth-public-key.json`;
    return (await (await fetch(url)).json()).keys[0];
  };
  const token = async (sub = 'viewer-1', age = 0): Promise<string> =>
    sealToken(await vendorKey(), { claims: { sub, iat: Math.floor(sandbox.at() / 1000) - age } });
  const open = (where: string, vt?: string): Promise<Response> =>
    fetch(`${sandbox.addresses.ibm}${where}${vt === undefined ? '' : `?vt=${vt}`}`, {
      redirect: 'manual',
    });
  return { sandbox, call, vendorKey, token, open };
}

const dataOf = async (response: Response) =>
  JSON.parse(
    /<script type="application\/json" id="data">(.*)<\/script>/.exec(await response.text())?.[1] ??
      '',
  );

test('every token that was used is watched for, not only the last one', async () => {
  const { sandbox, token, open } = await setUp();
  const used = [await token('viewer-1'), await token('viewer-2')];
  for (const vt of used) expect((await open('/embed/1003', vt)).status).toBe(200);
  await statusOf(sandbox.addresses.foreign, { method: 'POST', body: used.join(' ') });
  expect((await sandbox.leaks()).map(({ canary }) => canary)).toEqual([
    'ibm viewer token 1',
    'ibm viewer token 2',
  ]);
});

describe('the settings API', () => {
  test('PUT and DELETE are 204, on a channel and on a video', async () => {
    const { call } = await setUp();
    for (const path of [CHANNEL, '/videos/2004/viewer-auth.json']) {
      expect((await call('PUT', path, SETTING)).status).toBe(204);
      expect((await call('DELETE', path)).status).toBe(204);
      expect((await call('DELETE', path)).status).toBe(404);
    }
  });

  test('takes the key as the vendor prints it, with a space before its lines', async () => {
    const { call } = await client();
    const printed = new URLSearchParams(`public_key=${PRINTED_PUBLIC_KEY}`).get('public_key') ?? '';
    expect(printed).toContain('\n MII');
    const der = readPublicKey(printed)?.export({ format: 'der', type: 'spki' });
    expect(
      createHash('sha256')
        .update(der ?? '')
        .digest('hex'),
    ).toBe(PRINTED_KEY_SHA256);
    const setting = { auth_url: AUTH_URL, public_key: printed };
    expect((await call('PUT', CHANNEL, setting)).status).toBe(204);
  });

  test.each([
    [{ auth_url: AUTH_URL }, 'invalid_request'],
    [{ public_key: SETTING.public_key }, 'invalid_request'],
    [{ ...SETTING, auth_url: 'yourcompany.com' }, 'invalid_type'],
    [{ ...SETTING, public_key: 'MIIB' }, 'invalid_type'],
  ])('PUT with %j is 400', async (form, error) => {
    const { call } = await client();
    const response = await call('PUT', CHANNEL, form);
    expect([response.status, await response.json()]).toEqual([400, { error }]);
  });

  test.each(['PUT', 'DELETE'])('%s: 401, 403, 404', async (method) => {
    const { sandbox, call } = await client();
    const form = method === 'PUT' ? SETTING : undefined;
    expect(await statusOf(sandbox.addresses.ibm + CHANNEL, { method })).toBe(401);
    expect((await call(method, '/channels/1999/viewer-auth.json', form)).status).toBe(403);
    expect((await call(method, '/videos/9999/viewer-auth.json', form)).status).toBe(404);
  });
});

describe('the vendor’s key', () => {
  test('is published to everybody, in the documented shape', async () => {
    const { vendorKey } = await setUp();
    expect(await vendorKey()).toEqual({
      kty: 'RSA',
      use: 'enc',
      kid: expect.stringMatching(/^[0-9a-f]{64}$/),
      n: expect.any(String),
      e: 'AQAB',
    });
  });

  test('is replaced, and the one before is accepted for a time', async () => {
    const { sandbox, vendorKey, token, open } = await setUp();
    const [before, early, late] = [await vendorKey(), await token('a'), await token('b', -30)];
    await sandbox.tell('ibm', 'rotateKey', { graceMs: 30_000 });
    expect((await vendorKey()).kid).not.toBe(before.kid);
    expect((await open('/embed/1003', early)).status).toBe(200);
    sandbox.advance(30_000);
    expect((await open('/embed/1003', late)).status).toBe(302);
    expect((await open('/embed/1003', await token('c'))).status).toBe(200);
    expect(await sandbox.tell('ibm', 'openings')).toEqual([
      { component: 'player', content: 'channel/1003' },
      { component: 'player', content: 'channel/1003', fault: 'unknown_key' },
      { component: 'player', content: 'channel/1003' },
    ]);
  });
});

describe('an embed', () => {
  test('opens with a token, and plays', async () => {
    const { sandbox, token, open } = await setUp();
    const response = await open('/embed/recorded/2004', await token());
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { stream, again, lock } = await dataOf(response);
    expect(lock).toBeUndefined();
    expect(again).toBe(`${sandbox.addresses.ibm}/embed/recorded/2004`);
    expect(await statusOf(sandbox.addresses.ibm + stream)).toBe(200);
    await sandbox.revokeCredentials({ vendor: 'ibm', viewer: 'viewer-1' });
    expect(await statusOf(sandbox.addresses.ibm + stream)).toBe(401);
  });

  test('without one it sends the viewer to the owner, with the address to come back to', async () => {
    const { sandbox, open } = await setUp();
    const response = await open('/embed/recorded/2004?autoplay=true&x=%2F');
    expect(response.status).toBe(302);
    const ref = `${sandbox.addresses.ibm}/embed/recorded/2004?autoplay=true&x=%2F`;
    expect(response.headers.get('location')).toBe(`${AUTH_URL}&ref=${encodeURIComponent(ref)}`);
  });

  test.each([
    ['one second late', 'late', 61],
    ['of the future', 'issued_at', -1],
  ])('with one that is %s, too', async (_, fault, age) => {
    const { sandbox, token, open } = await setUp();
    const response = await open('/embed/1003', await token('viewer-1', age));
    expect(response.headers.get('location')).toMatch(/&ref=http%3A%2F%2F.*%2Fembed%2F1003$/);
    expect(await sandbox.tell('ibm', 'openings')).toMatchObject([{ fault }]);
    await sandbox.tell('ibm', 'onRefusedToken', { answer: 'page' });
    const told = await open('/embed/1003', await token('viewer-1', age));
    expect([told.status, await told.text()]).toEqual([
      403,
      `This token does not open this: ${fault}.\n`,
    ]);
  });

  test('once for each component', async () => {
    const { sandbox, token, open } = await setUp();
    const vt = await token();
    for (const path of ['/embed/1003', '/chat/1003', '/qna/1003']) {
      expect((await open(path, vt)).status).toBe(200);
      expect((await open(path, vt)).status).toBe(302);
    }
    const { entries } = await sandbox.journal();
    expect(entries.slice(-2)).toMatchObject([
      { kind: 'embed', credential: 'query', verdict: 'ok' },
      { kind: 'embed', credential: 'query', verdict: 'revoked' },
    ]);
  });

  test('a video of its own has its own key, and inherits again without', async () => {
    const { call, token, open } = await setUp();
    const own = { auth_url: AUTH_URL, public_key: pemOf(KEY_B) };
    await call('PUT', '/videos/2004/viewer-auth.json', own);
    expect((await open('/embed/recorded/2004', await token())).status).toBe(302);
    await call('DELETE', '/videos/2004/viewer-auth.json');
    expect((await open('/embed/recorded/2004', await token())).status).toBe(200);
  });

  test('cannot be opened past the token', async () => {
    const { sandbox, call } = await setUp();
    const post = (): Promise<number> =>
      statusOf(`${sandbox.addresses.ibm}/embed/open`, {
        method: 'POST',
        body: JSON.stringify({ type: 'recorded', id: '2004' }),
      });
    expect(await post()).toBe(403);
    await call('DELETE', CHANNEL);
    expect(await post()).toBe(200);
  });

  test('a token given twice is none', async () => {
    const { token, open } = await setUp();
    const vt = await token();
    expect((await open(`/embed/1003?vt=${vt}&vt=${vt}`)).status).toBe(302);
    expect((await open('/embed/1003', vt)).status).toBe(200);
  });
});

test.each([
  ['rotateKey', { graceMs: -1 }],
  ['onRefusedToken', { answer: 'no' }],
])('%s with %j is refused', async (command, details) => {
  const { sandbox } = await client();
  await expect(sandbox.tell('ibm', command, details)).rejects.toMatchObject({
    code: 'invalid_option',
  });
});
