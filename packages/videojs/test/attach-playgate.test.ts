import { ClientError, createPassClient } from '@playgate/client';
import type { PassClient, PassRequest } from '@playgate/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { attachPlaygate, playgateOf } from '../src/index.ts';
import type { VideojsPlayer } from '../src/index.ts';
import { sourceOf, techOf } from '../src/player.ts';
import { FakeAuthorizer } from '../../client/test/support/fake-authorizer.ts';
import { HLS, html5, makePlayer, opened, standInForVhs } from './made-player.ts';
import { settled } from '../../client/test/support/settled.ts';

const FILM = { src: 'https://media.example/film.m3u8', type: HLS };
const OTHER = { src: 'https://media.example/other.m3u8', type: HLS };

let player: VideojsPlayer;
let vhs: ReturnType<typeof standInForVhs>;
beforeEach(() => {
  vhs = standInForVhs();
});
afterEach(() => {
  if (!player.isDisposed()) player.dispose();
  vhs.remove();
});

function fakeClient() {
  const asked: PassRequest[] = [];
  const made: FakeAuthorizer[] = [];
  const real = createPassClient({ endpoint: 'https://app.example/pass' });
  const client: PassClient = {
    ...real,
    authorizer(request) {
      asked.push(request);
      const authorizer = new FakeAuthorizer();
      made.push(authorizer);
      return authorizer;
    },
  };
  return { client, asked, made, last: () => made.at(-1) ?? new FakeAuthorizer() };
}

test('the plugin given at construction returns the handle, and asks at once', async () => {
  const { client, asked } = fakeClient();
  const params = { chapter: 2 };
  player = makePlayer({
    sources: [FILM],
    plugins: { playgate: { client, asset: 'film', params, ui: false } },
  });
  const gate = player.playgate();
  expect(gate).toBe(playgateOf(player));
  expect(gate?.options.asset).toBe('film');
  expect(asked).toEqual([{ asset: 'film', params }]);
});

test('a player without one has no handle', () => {
  player = makePlayer();
  expect(player.playgate()).toBeUndefined();
});

test('new options replace the attachment and dispose of the first', () => {
  const { client, made } = fakeClient();
  player = makePlayer();
  const first = player.playgate({ client, asset: 'a', ui: false });
  const second = player.playgate({ client, asset: 'b', ui: false });
  first.dispose();
  expect(player.playgate()).toBe(second);
  expect(made.map(({ calls }) => calls)).toEqual([['dispose'], []]);
});

/** A player with the film that the pass of its attachment brought, and what its engine asks through. */
async function playGiven(client: PassClient, last: () => FakeAuthorizer) {
  player = makePlayer();
  player.playgate({ client, asset: 'a', ui: false });
  last().become({ phase: 'authorized', source: FILM });
  await opened(player);
  const engine = techOf(player)?.vhs;
  return (uri: string) => engine?.xhr({ uri, requestType: 'segment' }, () => undefined);
}

test.each([
  [true, 'a film that another takes the place of asks for nothing more, with or without a pass', 0],
  [false, 'control: where nothing takes its place it goes on, without', 2],
])('%s: %s', async (isReplaced, _what, more) => {
  const { client, last } = fakeClient();
  const ask = await playGiven(client, last);
  const before = vhs.urls.length;
  const first = last();
  first.free = false;
  ask('https://media.example/1.ts');
  if (isReplaced) player.playgate({ client, asset: 'b', ui: false });
  else player.playgate()?.dispose();
  ask('https://media.example/2.ts');
  await settled();
  expect(vhs.urls.slice(before)).toHaveLength(more);
});

test('the next film is opened also where the one before was brought anew meanwhile', async () => {
  const { client, last } = fakeClient();
  await playGiven(client, last);
  last().reloads = [{ ...FILM, src: `${FILM.src}?signed=2` }];
  await player.playgate()?.reload();
  await opened(player);
  player.playgate({ client, asset: 'b', ui: false });
  last().become({ phase: 'authorized', source: OTHER });
  await opened(player);
  expect(sourceOf(player)?.src).toBe(OTHER.src);
});

test('each change of state is an event of the player', () => {
  const { client, last } = fakeClient();
  player = makePlayer();
  attachPlaygate(player, { client, asset: 'film', ui: false });
  const seen: unknown[] = [];
  player.on('playgatestatechange', (event: { type: string; state: unknown }) =>
    seen.push([event.type, event.state]),
  );
  last().become({ phase: 'waiting' });
  expect(seen).toEqual([['playgatestatechange', { phase: 'waiting' }]]);
});

test('a terminal state is the error of the player, and retry takes it back', () => {
  const { client, last } = fakeClient();
  player = makePlayer();
  const gate = attachPlaygate(player, { client, asset: 'film', ui: false });
  const error = last().end('denied', 'forbidden');
  expect(player.error()).toMatchObject({ code: 2, playgate: error });
  gate.retry();
  expect(player.error()).toBeNull();
});

test('answers go to the authorizer', async () => {
  const { client, last } = fakeClient();
  player = makePlayer();
  await attachPlaygate(player, { client, asset: 'film', ui: false }).answer({ hash: '[]' });
  expect(last().calls).toEqual(['answer']);
});

test('another film in the place of one that has not loaded is opened once, and that one no more', async () => {
  const { client } = fakeClient();
  player = makePlayer({ sources: [FILM] });
  await opened(player);
  player.networkState = () => 2;
  const src = vi.spyOn(player, 'src');
  const other = 'https://media.example/other.m3u8';
  attachPlaygate(player, { client, asset: 'other', ui: false, source: other });
  await opened(player);
  await opened(player);
  const given = src.mock.calls.flatMap(([source]) => (source === undefined ? [] : [source]));
  expect(given).toMatchObject([{ src: other }]);
});

test('one reload at a time opens what the pass brings', async () => {
  const { client, last } = fakeClient();
  player = makePlayer();
  const gate = attachPlaygate(player, { client, asset: 'film', ui: false });
  await opened(player);
  last().reloads = [FILM];
  const first = gate.reload();
  expect(gate.reload()).toBe(first);
  await first;
  expect(last().calls).toEqual(['reload']);
  expect(sourceOf(player)?.src).toBe(FILM.src);
});

test('M13: what the application opened during a reload stays', async () => {
  const { client, last } = fakeClient();
  player = makePlayer({ sources: [FILM] });
  const gate = attachPlaygate(player, { client, asset: 'film', ui: false });
  await opened(player);
  last().reloads = [{ ...FILM, src: `${FILM.src}?fresh` }];
  const reloaded = gate.reload();
  const other = 'https://media.example/other.m3u8';
  player.src({ ...FILM, src: other });
  await reloaded;
  await opened(player);
  expect(sourceOf(player)?.src).toBe(other);
});

test('a reload that cannot be had rejects', async () => {
  const { client, last } = fakeClient();
  player = makePlayer();
  const gate = attachPlaygate(player, { client, asset: 'film', ui: false });
  last().reloads = [new ClientError('invalid_response', 'No source.')];
  await expect(gate.reload()).rejects.toMatchObject({ code: 'invalid_response' });
});

test('disposing leaves nothing behind, and is idempotent', async () => {
  const { client, made } = fakeClient();
  const handlers = [...(html5().sourceHandlers ?? [])];
  player = makePlayer();
  const { addRemoteTextTrack } = player;
  const gate = attachPlaygate(player, { client, asset: 'film', ui: false });
  expect(html5().sourceHandlers).toHaveLength(handlers.length + 1);
  gate.dispose();
  gate.dispose();
  expect(html5().sourceHandlers).toEqual(handlers);
  expect(player.addRemoteTextTrack).toBe(addRemoteTextTrack);
  expect(player.playgate()).toBeUndefined();
  expect(made[0]?.calls).toEqual(['dispose']);
  const seen = vi.fn<() => void>();
  player.on('playgatestatechange', seen);
  made[0]?.become({ phase: 'waiting' });
  await settled();
  expect(seen).not.toHaveBeenCalled();
});

test('M13 the disposal of the player disposes of it', () => {
  const { client, made } = fakeClient();
  player = makePlayer();
  attachPlaygate(player, { client, asset: 'film', ui: false });
  player.dispose();
  expect(made[0]?.calls).toEqual(['dispose']);
});
