import { ClientError, createPassClient } from '@playgate/client';
import type { PassClient } from '@playgate/client';
import videojs from 'video.js';
import 'videojs-contrib-eme';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeAuthorizer } from '../../../client/test/support/fake-authorizer.ts';
import { settled } from '../../../client/test/support/settled.ts';
import { eme } from '../../src/eme/index.ts';
import type { EmeOptions } from '../../src/eme/index.ts';
import type { VideojsPlayer } from '../../src/index.ts';
import { attachPlaygate, playgateOf } from '../../src/index.ts';
import { HLS, html5, makePlayer, opened, standInForVhs } from '../made-player.ts';

const WIDEVINE = 'com.widevine.alpha';
const LICENSE = 'https://media.example/license';
const FILM = {
  src: 'https://media.example/film.m3u8',
  type: HLS,
  keySystems: { [WIDEVINE]: { url: LICENSE } },
};

let player: VideojsPlayer;
let vhs: ReturnType<typeof standInForVhs>;
beforeEach(() => {
  vhs = standInForVhs();
});
afterEach(() => {
  vi.unstubAllGlobals();
  if (!player.isDisposed()) player.dispose();
  vhs.remove();
});

function attach(options: EmeOptions = {}, authorizer = new FakeAuthorizer()) {
  const real = createPassClient({ endpoint: 'https://app.example/pass' });
  const client: PassClient = { ...real, authorizer: () => authorizer };
  const playgate = attachPlaygate(player, { client, asset: 'film', ui: false, drm: eme(options) });
  return { authorizer, playgate };
}

interface Merged {
  readonly keySystems?: Record<string, { url?: string; getLicense?: (...call: unknown[]) => void }>;
}

/** What videojs-contrib-eme acts by: it merges so when encrypted media comes. */
function merged(): Merged {
  const plugin: unknown = Reflect.get(player, 'eme');
  return videojs.obj.merge(player.currentSource(), Reflect.get(Object(plugin), 'options'));
}

async function license(from: Merged, sent: string[]): Promise<unknown> {
  vi.stubGlobal('fetch', async (input: string) => {
    sent.push(input);
    return new Response(Uint8Array.of(5));
  });
  const answered: unknown[] = [];
  from.keySystems?.[WIDEVINE]?.getLicense?.({}, new ArrayBuffer(2), (...answer: unknown[]) =>
    answered.push(answer),
  );
  await settled();
  return answered;
}

test('functions that videojs-contrib-eme keeps for the whole session take the pass of the moment', async () => {
  player = makePlayer();
  const { authorizer } = attach();
  player.src(FILM);
  await opened(player);
  const kept = merged();
  expect(kept.keySystems?.[WIDEVINE]?.url).toBe(LICENSE);
  const sent: string[] = [];
  expect(await license(kept, sent)).toEqual([[null, Uint8Array.of(5)]]);
  authorizer.generation = 2;
  await license(kept, sent);
  expect(sent).toEqual([`${LICENSE}?key=1`, `${LICENSE}?key=2`]);
});

test('what the application told the plugin itself stays, and is given back at the end', async () => {
  player = makePlayer({
    plugins: { eme: { keySystems: { [WIDEVINE]: { url: 'https://own.example/' } } } },
  });
  const { playgate } = attach();
  player.src({ ...FILM, keySystems: { [WIDEVINE]: { url: LICENSE, robustness: 'x' } } });
  await opened(player);
  expect(merged().keySystems?.[WIDEVINE]).toMatchObject({
    ...{ url: 'https://own.example/', robustness: 'x', getLicense: expect.any(Function) },
  });
  playgate.dispose();
  expect(merged().keySystems?.[WIDEVINE]).toEqual({ url: 'https://own.example/', robustness: 'x' });
});

test('a source without key systems stays without them', async () => {
  player = makePlayer();
  attach();
  player.src({ src: FILM.src, type: HLS });
  await opened(player);
  expect(merged().keySystems).toBeUndefined();
});

test('a licence for a source that plays no longer is not asked for again', async () => {
  player = makePlayer();
  const { authorizer } = attach();
  player.src(FILM);
  await opened(player);
  const kept = merged();
  authorizer.free = false;
  const sent: string[] = [];
  expect(await license(kept, sent)).toEqual([]);
  player.src({ ...FILM, src: 'https://media.example/other.m3u8' });
  await opened(player);
  player.trigger('loadstart');
  authorizer.free = true;
  authorizer.wake();
  await settled();
  expect(sent).toEqual([]);
});

test('without videojs-contrib-eme the option is a mistake that is named, and nothing is left of the attachment', () => {
  player = makePlayer();
  Object.assign(player, { eme: undefined });
  const before = [...(html5().sourceHandlers ?? [])];
  const authorizer = new FakeAuthorizer();
  expect(() => attach({}, authorizer)).toThrow(expect.objectContaining({ code: 'config' }));
  expect(html5().sourceHandlers).toEqual(before);
  expect(authorizer.calls).toEqual([]);
  expect(playgateOf(player)).toBeUndefined();
});

test.each([
  ['eme-failed-request-media-key-system-access', 'unsupported', 'placement_unsupported', 4],
  ['eme-failed-update-session', 'denied', 'invalid_response', 2],
])('the error %s of the plugin becomes the state %s', async (errorType, phase, code, shown) => {
  player = makePlayer();
  const { playgate } = attach();
  player.src(FILM);
  await opened(player);
  const raw = { code: 5, message: 'raw', metadata: { errorType }, originalError: new Error('why') };
  Reflect.apply(player.error, player, [raw]);
  expect(playgate.state.get()).toMatchObject({ phase, error: { code } });
  expect(player.error()).toMatchObject({ code: shown, playgate: { code } });
  // What the engine adds to that says less.
  Reflect.apply(player.error, player, [{ code: 3, message: 'Failed to initialize media keys' }]);
  expect(player.error()).toMatchObject({ code: shown, playgate: { code } });
});

test('errors that are not about keys stay as they are', async () => {
  player = makePlayer();
  const { playgate } = attach();
  player.src(FILM);
  await opened(player);
  Reflect.apply(player.error, player, [{ code: 3, message: 'decode' }]);
  expect(player.error()).toMatchObject({ code: 3, message: 'decode' });
  expect(playgate.state.get().phase).toBe('authorized');
});

test('a final state shows as soon as the picture waits for a key, whatever the buffer holds, and not before', async () => {
  player = makePlayer();
  const { authorizer } = attach();
  player.src(FILM);
  await opened(player);
  player.buffered = () => videojs.time.createTimeRanges(0, 30);
  const error = new ClientError('pass_refused', 'Refused.');
  authorizer.become({ phase: 'denied', error });
  expect(player.error()).toBeNull();
  player.el().querySelector('video')?.dispatchEvent(new Event('waitingforkey'));
  expect(player.error()).toMatchObject({ playgate: error });
});
