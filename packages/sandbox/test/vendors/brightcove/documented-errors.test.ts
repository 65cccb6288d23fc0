import { describe, expect, test } from 'vitest';
import { DOCUMENTED_ERRORS } from '../../../src/vendors/brightcove/documented-errors.ts';
import type { BrightcoveUnderTest, Json } from './brightcove-under-test.ts';
import { brightcoveUnderTest, withToken } from './brightcove-under-test.ts';
import { renditionOf, sourceOf, withAuth } from './walk-film.ts';

type Door = 'oauth' | 'management' | 'playback' | 'policy' | 'static' | 'license' | 'sessions';

/** A request that each host would have answered with 200 or 204. */
const GOOD: Record<Door, (bc: BrightcoveUnderTest) => Promise<readonly [string, RequestInit?]>> = {
  oauth: async (bc) => {
    const { clientId, clientSecret } = bc.sandbox.keys.brightcove;
    const form = {
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'client_credentials',
    };
    return ['/v4/access_token', { method: 'POST', body: new URLSearchParams(form) }];
  },
  management: async (bc) => [`/v1/accounts/${bc.account}/keys`, withToken(await bc.accessToken())],
  playback: async (bc) => [
    `/playback/v1/accounts/${bc.account}/videos/${bc.video('launch-film')}`,
    withToken(bc.token()),
  ],
  policy: async (bc) => [
    `/playback/v1/accounts/${bc.account}/videos/${bc.video('launch-film')}`,
    { headers: { 'BCOV-Policy': bc.sandbox.keys.brightcove.policyKey } },
  ],
  static: async (bc) => [
    `/playback/v1/accounts/${bc.account}/videos/${bc.video('launch-film')}/master.m3u8?bcov_auth=${bc.token()}`,
  ],
  license: async (bc) => [
    (await renditionOf(bc, withAuth(await sourceOf(bc, 'launch-film'), bc.token()))).key,
  ],
  sessions: async (bc) => [
    `/api/v1/accounts/${bc.account}/sessions`,
    withToken(bc.token({ uid: 'ada', climit: 1, sid: 'tv' })),
  ],
};

const DOORS: Door[] = [
  'oauth',
  'management',
  'playback',
  'policy',
  'static',
  'license',
  'sessions',
];

const rows = DOORS.flatMap((door) =>
  DOCUMENTED_ERRORS[door].map((row) => ({ door, ...row, error: row.subcode ?? row.code })),
);

/** The error of an answer, whatever the shape of the host. */
function said(door: Door, body: Json): unknown[] {
  if (door === 'oauth') return [body.error];
  if (door === 'sessions') return [body.error.code, body.error.sub_code];
  return [body[0].error_code, body[0].error_subcode];
}

test.each(rows)('$door can be told to answer $status $code $subcode once', async (row) => {
  const bc = await brightcoveUnderTest();
  const { door, status, code, subcode, error } = row;
  const [path, init] = await GOOD[door](bc);
  await bc.tell('fail', { door, error });
  const answer = await bc.ask(path, init);
  expect(answer.status).toBe(status);
  expect(said(door, answer.body)).toEqual(door === 'oauth' ? [code] : [code, subcode]);
  expect((await bc.ask(path, init)).status, 'and then no more').toBe(200);
});

describe('the command', () => {
  test('takes how often', async () => {
    const bc = await brightcoveUnderTest();
    const [path, init] = await GOOD.playback(bc);
    await bc.tell('fail', { door: 'playback', error: 'SERVICE_UNAVAILABLE', times: 2 });
    const status = async () => (await bc.ask(path, init)).status;
    expect([await status(), await status(), await status()]).toEqual([503, 503, 200]);
  });

  test('of a licence answers as licences do', async () => {
    const bc = await brightcoveUnderTest();
    const path = `/license/v1/cenc/widevine/${bc.account}/x/y`;
    await bc.tell('fail', { door: 'license', error: 'DENIED_BY_STREAM_LIMIT_CREATE' });
    expect((await bc.ask(path)).body).toEqual({ error: 'Denied by stream limiting (create)' });
  });

  test.each([
    [{ door: 'garage', error: 'x' }, 'door'],
    [{ door: 'playback' }, 'error'],
    [{ door: 'playback', error: 'NO_SUCH' }, 'error'],
    [{ door: 'playback', error: 'TAGS', times: -1 }, 'times'],
    [{ door: 'playback', error: 'TAGS', time: 1 }, 'Only these'],
  ])('with %j says what is wrong', async (details, word) => {
    const bc = await brightcoveUnderTest({}, false);
    await expect(bc.tell('fail', details)).rejects.toMatchObject({
      code: 'invalid_option',
      message: expect.stringContaining(word),
    });
  });
});
