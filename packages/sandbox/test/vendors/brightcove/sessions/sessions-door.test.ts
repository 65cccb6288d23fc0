import { expect, test } from 'vitest';
import type { BrightcoveUnderTest } from '../brightcove-under-test.ts';
import { brightcoveUnderTest, withToken } from '../brightcove-under-test.ts';

const MAX = {
  code: 'ACCESS_DENIED',
  sub_code: 'MAX_CONCURRENCY',
  message: 'Playback denied due to reaching max allowed concurrency',
};

const call = async (
  bc: BrightcoveUnderTest,
  method: string,
  sid: string,
  more: { claims?: Record<string, unknown>; below?: string; body?: unknown } = {},
) => {
  const { claims = {}, below = '', body = { video: bc.video('launch-film') } } = more;
  const exp = bc.now() + 86_400;
  const token = bc.token({ uid: 'ada', climit: 2, sid, exp, ...claims });
  return bc.ask(`/api/v1/accounts/${bc.account}/sessions${below}`, {
    method,
    ...withToken(token),
    ...(method === 'POST' && { body: JSON.stringify(body) }),
  });
};

const beat = async (bc: BrightcoveUnderTest, sid: string, more = {}) => {
  const { status, body } = await call(bc, 'POST', sid, more);
  return [status, body?.error ?? body?.current];
};

test('heartbeats count a viewer’s places, and one too many may not play', async () => {
  const bc = await brightcoveUnderTest();
  expect((await call(bc, 'POST', 'tv')).body).toEqual({
    ...{ current: 1, max: 2, heartbeat_interval: 60_000 },
  });
  expect(await beat(bc, 'phone')).toEqual([200, 2]);
  expect(await beat(bc, 'tablet')).toEqual([403, MAX]);
  expect(await beat(bc, 'tv')).toEqual([200, 2]);
  expect(await beat(bc, 'tv', { claims: { uid: 'grace' } })).toEqual([200, 1]);
});

test('a place is free again when it is released, or silent for two intervals', async () => {
  const bc = await brightcoveUnderTest();
  await beat(bc, 'tv');
  await beat(bc, 'phone');
  expect((await call(bc, 'DELETE', 'tv')).status).toBe(204);
  expect((await call(bc, 'DELETE', 'tv')).status, 'it held no place any more').toBe(404);
  expect(await beat(bc, 'tablet')).toEqual([200, 2]);
  bc.sandbox.advance(119_999);
  expect(await beat(bc, 'watch')).toEqual([403, MAX]);
  bc.sandbox.advance(1);
  expect(await beat(bc, 'watch')).toEqual([200, 1]);
});

test('a list says who watches where, and another place can be stopped', async () => {
  const bc = await brightcoveUnderTest();
  await beat(bc, 'tv');
  const tv = { end_viewer_id: 'ada', session_id: 'tv', last_seen: bc.sandbox.at(), stopped: false };
  expect((await call(bc, 'GET', 'phone')).body).toEqual([tv]);
  expect((await call(bc, 'DELETE', 'phone', { below: '/tv' })).status).toBe(204);
  expect((await call(bc, 'DELETE', 'phone', { below: '/none' })).status).toBe(404);
  expect((await call(bc, 'GET', 'phone')).body).toEqual([{ ...tv, stopped: true }]);
  expect(await beat(bc, 'tv')).toEqual([
    403,
    expect.objectContaining({ sub_code: 'SESSION_STOPPED' }),
  ]);
  await bc.tell('setAccount', { sessionList: 'object' });
  expect((await call(bc, 'GET', 'phone')).body).toEqual({ 0: { ...tv, stopped: true } });
});

test('a token that is none, of another account or without a claim, and a body without a video', async () => {
  const bc = await brightcoveUnderTest();
  const invalid = { code: 'INVALID_TOKEN', sub_code: 'INVALID_TOKEN', message: 'Invalid token' };
  expect(await beat(bc, 'tv', { claims: { exp: 1 } })).toEqual([401, invalid]);
  const path = `/api/v1/accounts/${bc.account}/sessions`;
  expect((await bc.ask(path)).status).toBe(401);
  expect((await bc.ask(path, withToken('?'))).status).toBe(401);
  const full = bc.token({ uid: 'ada', climit: 1, sid: 'tv' });
  const elsewhere = path.replace(bc.account, '1');
  expect((await bc.ask(elsewhere, withToken(full))).body.error).toEqual(invalid);
  for (const name of ['uid', 'climit', 'sid'])
    expect(await beat(bc, 'tv', { claims: { [name]: undefined } })).toEqual([
      403,
      expect.objectContaining({ code: 'ACCESS_DENIED', sub_code: 'MISSING_CLAIM' }),
    ]);
  expect(await beat(bc, 'tv', { body: {} })).toEqual([
    403,
    expect.objectContaining({ sub_code: 'MISSING_FIELD' }),
  ]);
  expect((await call(bc, 'PUT', 'tv')).status).toBe(405);
});

test('an account without the feature says 204: play without checks', async () => {
  const bc = await brightcoveUnderTest();
  await bc.tell('setAccount', { streamConcurrency: false });
  expect((await call(bc, 'POST', 'tv')).status).toBe(204);
});

test('the interval can be shortened', async () => {
  const bc = await brightcoveUnderTest();
  await bc.tell('setAccount', { heartbeatMs: 2000 });
  expect((await call(bc, 'POST', 'tv')).body.heartbeat_interval).toBe(2000);
});
