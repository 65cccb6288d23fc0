import { describe, expect, test } from 'vitest';
import type { BrightcoveUnderTest, Json } from '../brightcove-under-test.ts';
import { brightcoveUnderTest, withToken } from '../brightcove-under-test.ts';

/** Where a film's licences are had. */
async function systems(bc: BrightcoveUnderTest): Promise<Record<string, string>> {
  const path = `/playback/v1/accounts/${bc.account}/videos/${bc.video('drm-film')}`;
  const { body } = await bc.ask(path, withToken(bc.token()));
  const [dash, hls] = body.sources.map((source: Json) => source.key_systems);
  return {
    widevine: dash['com.widevine.alpha'].license_url,
    playready: dash['com.microsoft.playready'].license_url,
    fairplay: hls['com.apple.fps.1_0'].key_request_url,
    certificate: hls['com.apple.fps.1_0'].certificate_url,
  };
}

const challenge = (headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/octet-stream', ...headers },
  body: new Uint8Array([8, 4]),
});

const license = async (bc: BrightcoveUnderTest, token?: string, headers = {}) => {
  const { widevine = '' } = await systems(bc);
  return bc.ask(
    widevine,
    challenge({ ...(token !== undefined && { 'BCOV-Auth': token }), ...headers }),
  );
};

describe('a licence', () => {
  test.each(['widevine', 'playready', 'fairplay'])(
    'of %s is opaque bytes for a token in BCOV-Auth, in a cookie or in the query',
    async (system) => {
      const bc = await brightcoveUnderTest();
      const { [system]: url = '' } = await systems(bc);
      const token = bc.token();
      for (const [to, init, credential] of [
        [url, challenge({ 'BCOV-Auth': token }), 'header'],
        [url, challenge({ 'bcov-auth': token }), 'header'],
        [url, challenge({ Cookie: `a=1; bcov-auth=${token}` }), 'cookie'],
        [`${url}&bcov_auth=${token}`, challenge(), 'query'],
      ] as const) {
        const answer = await bc.ask(to, init);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-type')).toBe('application/octet-stream');
        expect((await bc.sandbox.journal()).entries.at(-1)).toMatchObject({
          ...{ kind: 'license', credential, verdict: 'ok' },
        });
      }
    },
  );

  test('without a token, with a bad one, in a Bearer, with GET or for another video is refused with one text', async () => {
    const bc = await brightcoveUnderTest();
    const { widevine = '' } = await systems(bc);
    const refused = async (init: RequestInit) => {
      const { status, body } = await bc.ask(widevine, init);
      return [status, body];
    };
    const required = [401, { error: 'Denied: token required' }];
    expect(await refused(challenge())).toEqual(required);
    expect(await refused(challenge(withToken(bc.token()).headers as {}))).toEqual(required);
    const invalid = [401, { error: 'Denied: token validation' }];
    expect(await refused(challenge({ 'BCOV-Auth': 'x.y.z' }))).toEqual(invalid);
    expect(await refused({})).toEqual([405, { error: 'Denied: method not allowed' }]);
    const other = bc.token({ conid: bc.video('launch-film') });
    expect(await refused(challenge({ 'BCOV-Auth': other }))).toEqual([
      403,
      { error: 'Denied: offers' },
    ]);
  });

  test('is lost to a blocked token', async () => {
    const bc = await brightcoveUnderTest();
    await bc.tell('setAccount', { propagationMs: 0, blacklistAtPlayback: false });
    const token = bc.token();
    expect((await license(bc, token)).status).toBe(200);
    await bc.api('PUT', `/accounts/${bc.account}/blacklist/tokens/${token}`);
    expect((await license(bc, token)).status).toBe(401);
  });

  test('needs its signature, and its own path', async () => {
    const bc = await brightcoveUnderTest();
    const { widevine = '' } = await systems(bc);
    const init = challenge({ 'BCOV-Auth': bc.token() });
    expect((await bc.ask(widevine.replace(/\?.*/, ''), init)).status).toBe(403);
    expect((await bc.ask(widevine.replace(bc.account, '1'), init)).status).toBe(404);
    expect((await bc.ask(widevine.replace(/[\da-f]{12}\?/, '000000000000?'), init)).status).toBe(
      404,
    );
  });

  test('FairPlay’s certificate needs nothing; an account without one answers 422', async () => {
    const bc = await brightcoveUnderTest();
    const { certificate = '' } = await systems(bc);
    expect((await bc.ask(certificate)).status).toBe(200);
    await bc.tell('setAccount', { fairplay: false });
    expect((await bc.ask(certificate)).status).toBe(422);
  });
});

describe('streams at once', () => {
  const create = [403, { error: 'Denied by stream limiting (create)' }];
  const renew = [403, { error: 'Denied by stream limiting (renew)' }];
  const ok = [200, undefined];

  /** Asks for a licence as one place of a viewer. */
  const from = async (bc: BrightcoveUnderTest, sid: string, claims = {}, headers = {}) => {
    const token = bc.token({ uid: 'ada', climit: 1, sid, ...claims });
    const { status, body } = await license(bc, token, headers);
    return [status, body];
  };

  test('by default the oldest is stopped at its next renewal', async () => {
    const bc = await brightcoveUnderTest();
    expect([await from(bc, 'tv'), await from(bc, 'tv'), await from(bc, 'phone')]).toEqual([
      ok,
      ok,
      ok,
    ]);
    expect([await from(bc, 'tv'), await from(bc, 'phone')]).toEqual([renew, ok]);
    expect(await from(bc, 'tv', { uid: 'grace' }), 'another viewer').toEqual(ok);
  });

  test('BLOCK_NEW refuses the new one', async () => {
    const bc = await brightcoveUnderTest();
    const cbeh = { cbeh: 'BLOCK_NEW' };
    expect([await from(bc, 'tv', cbeh), await from(bc, 'phone', cbeh)]).toEqual([ok, create]);
    expect(await from(bc, 'tv', cbeh)).toEqual(ok);
    expect(await from(bc, 'phone', { ...cbeh, climit: 2 })).toEqual(ok);
  });

  test('BLOCK_NEW_USER refuses it from another place only', async () => {
    const bc = await brightcoveUnderTest();
    const cbeh = { cbeh: 'BLOCK_NEW_USER' };
    const away = { 'X-Forwarded-For': '192.0.2.9' };
    expect(await from(bc, 'tv', cbeh)).toEqual(ok);
    expect(await from(bc, 'phone', cbeh, away)).toEqual(create);
    expect(await from(bc, 'tablet', cbeh)).toEqual(ok);
  });

  test('a stream ends twice the film’s length after its last licence, or 15 minutes, or when cexp says', async () => {
    const bc = await brightcoveUnderTest();
    const cbeh = { cbeh: 'BLOCK_NEW', exp: bc.now() + 3600 };
    expect(await from(bc, 'tv', cbeh)).toEqual(ok);
    bc.sandbox.advance(15 * 60_000 - 1);
    expect(await from(bc, 'phone', { ...cbeh, cexp: '1m' })).toEqual(create);
    bc.sandbox.advance(1);
    expect(await from(bc, 'phone', { ...cbeh, cexp: '1m' })).toEqual(ok);
    bc.sandbox.advance(60_000);
    expect(await from(bc, 'tv', cbeh)).toEqual(ok);
  });

  test('without sid a stream is its address, its device and its video', async () => {
    const bc = await brightcoveUnderTest();
    const claims = { sid: undefined, cbeh: 'BLOCK_NEW' };
    expect(await from(bc, '', claims)).toEqual(ok);
    expect(await from(bc, '', claims)).toEqual(ok);
    expect(await from(bc, '', claims, { 'User-Agent': 'Other/1.0' })).toEqual(create);
  });
});

describe('devices', () => {
  const DEVICES = '/users/ada/devices';

  const from = async (bc: BrightcoveUnderTest, agent: string, dlimit = 2) =>
    license(bc, bc.token({ uid: 'ada', dlimit }), { 'User-Agent': agent });

  test('over dlimit a new one is refused, a known one never', async () => {
    const bc = await brightcoveUnderTest();
    expect([(await from(bc, 'A')).status, (await from(bc, 'B')).status]).toEqual([200, 200]);
    expect(await from(bc, 'C')).toMatchObject({
      status: 403,
      body: { error: 'Denied by device limiting' },
    });
    expect((await from(bc, 'A', 1)).status).toBe(200);
  });

  test('are listed, renamed and forgotten', async () => {
    const bc = await brightcoveUnderTest();
    await from(bc, 'A');
    await from(bc, 'B');
    const api = (method: string, below = '', body?: unknown) =>
      bc.api(method, `/accounts/${bc.account}${DEVICES}${below}`, body);
    const [a, b] = (await api('GET')).body;
    expect(a).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      ...{ created_at: bc.now(), updated_at: bc.now(), name: '', user_agent: 'A' },
    });
    bc.sandbox.advance(1000);
    expect((await api('PATCH', `/${a.id}`, { name: 'My TV' })).status).toBe(204);
    expect((await api('PATCH', `/${a.id}`, { name: 1 })).status).toBe(400);
    expect((await api('PATCH', '/none', { name: 'x' })).status).toBe(404);
    expect((await api('GET')).body[0]).toMatchObject({ name: 'My TV', updated_at: bc.now() });
    expect((await api('DELETE', `/${b.id}`)).status).toBe(204);
    expect((await api('DELETE', `/${b.id}`)).status).toBe(404);
    expect((await from(bc, 'C')).status, 'there is room again').toBe(200);
    expect((await api('DELETE')).status).toBe(204);
    expect([(await api('GET')).body, (await api('DELETE')).status]).toEqual([[], 404]);
  });

  test('of all viewers come in pages', async () => {
    const bc = await brightcoveUnderTest();
    for (const uid of ['ada', 'grace', 'mary']) await license(bc, bc.token({ uid, dlimit: 1 }));
    const page = (query: string) => bc.api('GET', `/accounts/${bc.account}/devices${query}`);
    const { body } = await page('?page=1&per_page=2');
    expect(body.records).toEqual([
      { account_id: bc.account, user_id: 'mary', device: expect.objectContaining({ name: '' }) },
    ]);
    const path = `/v1/accounts/${bc.account}/devices`;
    expect(body.metadata).toEqual({
      ...{ page: 1, per_page: 2, page_count: 2, total_count: 3 },
      Links: [
        { self: `${path}?page=1&per_page=2` },
        { first: `${path}?page=0&per_page=2` },
        { previous: `${path}?page=0&per_page=2` },
        { next: '' },
        { last: `${path}?page=1&per_page=2` },
      ],
    });
    expect((await page('')).body.records).toHaveLength(3);
    for (const query of ['?per_page=101', '?per_page=0', '?page=-1'])
      expect((await page(query)).status).toBe(400);
  });
});
