import { createPrivateKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { signJwt } from '../brightcove/sign-jwt.ts';
import { KEY_A_PEM, muxUnderTest } from './mux-under-test.ts';
import { KEY_ID } from './vectors.ts';

test('keys are rotated: a new one is made, both count, and the old one is removed with all that it signed', async () => {
  const mux = await muxUnderTest();
  const made = (await mux.tell('addSigningKey')) as { id: string; privateKey: string };
  const key = createPrivateKey(Buffer.from(made.privateKey, 'base64').toString());
  const claims = { kid: made.id, sub: mux.id, aud: 'v', exp: mux.now() + 60 };
  const status = async (token: string): Promise<number> =>
    (await mux.open(`/${mux.id}.m3u8`, token)).status;
  const tokens = [mux.token(), signJwt(claims, { key })];
  for (const token of tokens) expect(await status(token)).toBe(200);
  await mux.tell('removeSigningKey', { id: KEY_ID });
  expect([await status(tokens[0] ?? ''), await status(tokens[1] ?? '')]).toEqual([403, 200]);
});

test('a playback id is made and changed', async () => {
  const mux = await muxUnderTest();
  const id = 'anotherPlaybackId';
  expect(await mux.tell('setPlaybackId', { id, film: 'long-film' })).toEqual({
    ...{ id, film: 'long-film', policy: 'signed', ready: true },
  });
  expect((await mux.open(`/${id}.m3u8`, mux.token({ sub: id }))).status).toBe(200);
  await mux.tell('setPlaybackId', { id, policy: 'public' });
  expect((await mux.open(`/${id}.m3u8`)).status).toBe(200);
  expect(mux.sandbox.keys.mux.playbackIds).toContainEqual({
    ...{ id, film: 'long-film', policy: 'public' },
  });
});

test('the settings are given back', async () => {
  const mux = await muxUnderTest();
  expect(await mux.tell('setEdge', { edgeSeconds: 60 })).toEqual({
    ...{ edgeSeconds: 60, edgeEndsWithToken: false, strictQuery: false },
  });
});

test.each<[string, Record<string, unknown>]>([
  ['addSigningKey', { id: 'a b' }],
  ['addSigningKey', { id: KEY_ID, publicKey: KEY_A_PEM }],
  ['addSigningKey', { publicKey: 'no key' }],
  ['addSigningKey', { publicKey: 7 }],
  ['removeSigningKey', { id: 'unknown' }],
  ['removeSigningKey', {}],
  ['setPlaybackId', { id: 'short' }],
  ['setPlaybackId', { id: 'anotherPlaybackId', film: 'none' }],
  ['setPlaybackId', { id: 'anotherPlaybackId', policy: 'secret' }],
  ['setPlaybackId', { id: 'anotherPlaybackId', ready: 1 }],
  ['setPlaybackId', { id: 'anotherPlaybackId', redy: true }],
  ['setRestriction', { id: '' }],
  ['setRestriction', { id: 'r', referrer: [] }],
  ['setRestriction', { id: 'r', user_agent: 'any' }],
  ['setRestriction', { id: 'r', referrer: { allowed_domains: Array(11).fill('a.example') } }],
  ['setRestriction', { id: 'r', referrer: { allow_no_referrer: 'yes' } }],
  ['setRestriction', { id: 'r', user_agent: { allow_no_user_agent: 1 } }],
  ['setRestriction', { id: 'r', user_agent: { allow_high_risk_user_agent: 1 } }],
  ['setEdge', { edgeSeconds: -1 }],
  ['setEdge', { edgeEndsWithToken: 1 }],
  ['setEdge', { strictQuery: 'yes' }],
  ['setEdge', { seconds: 1 }],
])('%s %j is refused, naming what is wrong', async (command, details) => {
  const mux = await muxUnderTest();
  await expect(mux.tell(command, details)).rejects.toMatchObject({ code: 'invalid_option' });
});
