import { expect, test } from 'vitest';
import { brightcoveUnderTest, errorOf } from '../brightcove-under-test.ts';

test('a policy key opens the Playback API in each of its three places, without any token', async () => {
  const bc = await brightcoveUnderTest();
  const key = bc.sandbox.keys.brightcove.policyKey;
  const path = `/playback/v1/accounts/${bc.account}/videos/${bc.video('launch-film')}`;
  const headers: Record<string, string>[] = [
    { Accept: `application/json;pk=${key}` },
    { Authorization: `BCOV-Policy ${key}` },
    { 'BCOV-Policy': key },
  ];
  for (const one of headers) expect((await bc.ask(path, { headers: one })).status).toBe(200);
  expect((await bc.sandbox.journal()).entries.at(-1)?.credential).toBe('key');
});

test('what is a subcode at edge-auth is a code here', async () => {
  const bc = await brightcoveUnderTest();
  const { policyKey, playlistId } = bc.sandbox.keys.brightcove;
  const error = async (path: string, key = policyKey, init: RequestInit = {}) =>
    errorOf(
      await bc.ask(`/playback/v1/accounts/${path}`, { ...init, headers: { 'BCOV-Policy': key } }),
    );
  const own = `${bc.account}/videos/${bc.video('launch-film')}`;
  expect(await error(own, 'wrong')).toEqual({ status: 401, error_code: 'INVALID_POLICY_KEY' });
  expect(await error('1/videos/1')).toMatchObject({
    ...{ status: 403, error_code: 'ACCESS_DENIED', error_subcode: 'ACCOUNT_ID' },
  });
  expect(await error(`${bc.account}/videos/1`)).toEqual({
    ...{ status: 404, error_code: 'VIDEO_NOT_FOUND' },
  });
  expect(await error(`${bc.account}/playlists/1`)).toMatchObject({
    error_code: 'PLAYLIST_NOT_FOUND',
  });
  expect(await error(`${bc.account}/nonsense`)).toMatchObject({ error_code: 'RESOURCE_NOT_FOUND' });
  expect(await error(own, policyKey, { method: 'DELETE' })).toMatchObject({ status: 405 });
  expect(await error(`${own}?q=1&q=2`)).toMatchObject({ error_subcode: 'DUPLICATE_PARAMETERS' });
  await bc.tell('setVideo', { id: bc.video('launch-film'), active: false });
  expect(await error(own)).toEqual({ status: 403, error_code: 'VIDEO_NOT_PLAYABLE' });
  await bc.tell('setVideo', { id: bc.video('long-film'), countries: ['DE'] });
  const path = `/playback/v1/accounts/${bc.account}/playlists/${playlistId}`;
  const { body } = await bc.ask(path, { headers: { 'BCOV-Policy': policyKey } });
  expect(body.videos).toHaveLength(3);
  expect(body.errors).toMatchObject([
    { error_code: 'VIDEO_NOT_PLAYABLE' },
    { error_subcode: 'CLIENT_GEO', client_geo: 'us' },
  ]);
  const search = `/playback/v1/accounts/${bc.account}/videos?q=film`;
  expect((await bc.ask(search, { headers: { 'BCOV-Policy': policyKey } })).body.count).toBe(4);
});
