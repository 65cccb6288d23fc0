import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hashlockDigest } from '../../src/hashlock/index.ts';
import { importSigningKey } from '../../src/jwt/import-signing-key.ts';
import { signJwt } from '../../src/jwt/sign-jwt.ts';
import { createBrightcoveClient } from '../../src/brightcove/index.ts';
import { BC_1, BC_3, RFC_KEY, RFC_KEY_SPKI } from '../jwt/vectors.ts';

async function sandboxAt(seconds: { now: number }): Promise<Sandbox> {
  const sandbox = await startSandbox({ ports: 0, now: () => seconds.now * 1000 });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** What the stand-in's test page says of a response. */
async function tested(sandbox: Sandbox, response: unknown, secret: string): Promise<unknown> {
  const page = `${sandbox.addresses.ibm}/viewer-authentication-api-hash-authentication-test`;
  const body = new URLSearchParams({ response: JSON.stringify(response), secret });
  return Object(await (await fetch(page, { method: 'POST', body })).json()).verdict;
}

describe('C1 what is minted is the vector, and the stand-in takes it', () => {
  it.each<[string, Readonly<Record<string, string>>, number | undefined, string, string]>([
    [
      'V1',
      { userName: 'testuser', someString: 'someValue' },
      undefined,
      'testMyHash',
      '56a8835175d33c368955dac6bdaf00de',
    ],
    [
      'V2',
      { user: 'user@example.com' },
      1520694398,
      'TOPSECRET',
      '0253acee466a26b0327617b55851116e',
    ],
    [
      'P1',
      { user: 'viewer@example.com', someData: 'otherData' },
      1525442970,
      'TOPSECRET',
      '2229f0e68dddbb67a20d8fac22e26e2b',
    ],
    [
      'P3',
      { user: 'José Ñandú', plan: 'a/b "q" \\ <x>' },
      1700000300,
      's3cr|t',
      'fec478e7f043ea07d04e14b284236ac4',
    ],
    ['P5', { user: '' }, 1700000300, 'k', '7780f19a8c7d3bd84904f86b606f63e6'],
    ['P6', { user: 'a|b', x: 'c' }, 1700000300, 'k', 'd4218e9c5443251c5e1bcbc9942c6c8f'],
  ])('%s', async (_vector, params, expires, secret, digest) => {
    const sandbox = await sandboxAt({ now: 1_500_000_000 });
    const hash = hashlockDigest(Object.values(params), {
      secret,
      ...(expires !== undefined && { expires }),
    });
    expect(hash).toBe(digest);
    const control = expires === undefined ? [] : [{ hashExpire: expires }];
    const list = Object.entries(params).map(([name, value]) => ({ [name]: value }));
    expect(await tested(sandbox, [...list, ...control, { hash }], secret)).toBe('ok');
    expect(await tested(sandbox, [...list, ...control, { hash }], `${secret}.`)).toBe('wrong');
  });
});

describe('C2 what is minted is the vector, and the stand-in takes it until it ends', () => {
  /** The account and the video of the vector, with its key registered. */
  async function accountOf(seconds: { now: number }, id: string, video: string): Promise<string> {
    const sandbox = await sandboxAt(seconds);
    const { brightcove: origin } = sandbox.addresses;
    await sandbox.tell('brightcove', 'setAccount', { id });
    await sandbox.tell('brightcove', 'setVideo', {
      ...{ id: video, film: 'launch-film', delivery: 'aes128' },
    });
    const { keys } = createBrightcoveClient({
      ...sandbox.keys.brightcove,
      ...{ accountId: id, apiUrl: `${origin}/v1`, tokenUrl: `${origin}/v4/access_token` },
    });
    await keys.register({ publicKey: RFC_KEY_SPKI });
    return `${origin}/playback/v1/accounts/${id}/videos/${video}`;
  }

  const signer = importSigningKey(RFC_KEY, { name: 'signingKey', algorithm: 'RS256' });

  it('BC-1 at the Playback API, and at keys with the user agent that it names', async () => {
    const { accid, conid, iat, exp, ua } = BC_1.claims;
    const token = await signJwt(signer, BC_1.claims);
    expect(token).toBe(BC_1.token);
    const seconds = { now: iat };
    const url = await accountOf(seconds, accid, conid);
    const ask = () => fetch(url, { headers: { Authorization: `Bearer ${token}` } });
    const { sources } = Object(await (await ask()).json());
    const master = `${sources[0].src}&bcov_auth=${token}`;
    const [rendition = ''] = (await (await fetch(master)).text()).match(/^http.*$/gm) ?? [];
    const [, key = ''] = /URI="([^"]+)"/.exec(await (await fetch(rendition)).text()) ?? [];
    const keyFor = async (userAgent: string) =>
      (await fetch(key, { headers: { 'User-Agent': userAgent } })).status;
    expect([await keyFor(ua), await keyFor('another')]).toEqual([200, 403]);
    seconds.now = exp - 1;
    expect([(await ask()).status, await keyFor(ua)]).toEqual([200, 200]);
    seconds.now = exp;
    expect([(await ask()).status, await keyFor(ua)]).toEqual([401, 401]);
  });

  it('BC-3 at its Static URL', async () => {
    const { accid, conid, iat, exp } = BC_3.claims;
    const token = await signJwt(signer, BC_3.claims);
    expect(token).toBe(BC_3.token);
    const seconds = { now: iat };
    const url = await accountOf(seconds, accid, conid);
    const ask = async () => (await fetch(`${url}/master.m3u8?bcov_auth=${token}`)).status;
    expect(await ask()).toBe(200);
    seconds.now = exp - 1;
    expect(await ask()).toBe(200);
    seconds.now = exp;
    expect(await ask()).toBe(401);
  });
});
