import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCarriers } from '../src/carriers.ts';
import { createGate } from '@playgate/client/adapter';
import { techOf } from '../src/player.ts';
import type { VideojsPlayer } from '../src/player.ts';
import { watchRequests } from '../src/watch-requests.ts';
import { FakeAuthorizer } from '../../client/test/support/fake-authorizer.ts';
import { FakeXhr } from '../../client/test/support/fake-xhr.ts';
import { HLS, html5, makePlayer, opened, standInForVhs } from './made-player.ts';
import { settled } from '../../client/test/support/settled.ts';

const FILM = { src: 'https://media.example/film.m3u8', type: HLS };
const AD = { src: 'https://ads.example/ad.m3u8', type: HLS };
const FILE = { src: 'https://media.example/film.mp4', type: 'video/mp4' };

let vhs: ReturnType<typeof standInForVhs>;
const players: VideojsPlayer[] = [];
const ends: (() => void)[] = [];
beforeEach(() => {
  vhs = standInForVhs();
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  for (const player of players.splice(0)) player.dispose();
  vhs.remove();
});

function make(options: Readonly<Record<string, unknown>> = {}): VideojsPlayer {
  const player = makePlayer(options);
  players.push(player);
  return player;
}

function watch(player: VideojsPlayer) {
  const authorizer = new FakeAuthorizer();
  const sent: FakeXhr[] = [];
  const carriers = createCarriers(() => {
    const xhr = new FakeXhr();
    sent.push(xhr);
    return xhr;
  }, vi.fn<typeof fetch>());
  const gate = createGate(authorizer);
  const end = watchRequests(player, {
    gate,
    carriers,
    engine: { asked: () => {}, failed: () => {} },
    reload: vi.fn<() => void>(),
    warn: vi.fn<() => void>(),
  });
  ends.push(end);
  return { authorizer, gate, end, urls: () => sent.map(({ opened: request }) => request?.url) };
}

test('the first request of a source given at construction carries the pass', async () => {
  const player = make({ sources: [FILM] });
  const { urls, authorizer } = watch(player);
  await opened(player);
  expect(urls()).toEqual([`${FILM.src}?key=1`]);
  expect(authorizer.abilities).toEqual([true]);
});

test('so does that of one set later, of the next one and of the one after an advertisement', async () => {
  const player = make();
  const { urls } = watch(player);
  await opened(player);
  for (const source of [FILM, AD, FILM]) {
    player.src(source);
    await opened(player);
  }
  expect(urls()).toEqual([`${FILM.src}?key=1`, AD.src, `${FILM.src}?key=1`]);
});

test('a source that was opened before anybody watched is opened again, if nothing has come of it', async () => {
  const player = make({ sources: [FILM] });
  await opened(player);
  expect(vhs.urls).toEqual([FILM.src]);
  player.networkState = () => 2;
  const { urls } = watch(player);
  await opened(player);
  await opened(player);
  expect(urls()).toEqual([`${FILM.src}?key=1`]);
});

test('not if another one is given at the same time', async () => {
  const player = make({ sources: [AD] });
  await opened(player);
  player.networkState = () => 2;
  player.ready(() => player.src(FILM));
  const { urls } = watch(player);
  await opened(player);
  await opened(player);
  expect(urls()).toEqual([`${FILM.src}?key=1`]);
});

test('one that plays already goes on, and carries the pass from now on', async () => {
  const player = make({ sources: [FILM] });
  await opened(player);
  player.networkState = () => 2;
  player.readyState = () => 4;
  const { urls } = watch(player);
  await opened(player);
  expect(urls()).toEqual([]);
  techOf(player)?.vhs?.xhr({ uri: 'https://media.example/1.ts' }, () => undefined);
  expect(urls()).toEqual(['https://media.example/1.ts?key=1']);
});

test('two players have their own passes', async () => {
  const [a, b] = [make({ sources: [FILM] }), make({ sources: [FILM] })];
  const first = watch(a);
  const second = watch(b);
  second.authorizer.generation = 7;
  await opened(a);
  await opened(b);
  expect([first.urls(), second.urls()]).toEqual([[`${FILM.src}?key=1`], [`${FILM.src}?key=7`]]);
});

test('players that nobody watches are left alone', async () => {
  const watched = make();
  watch(watched);
  const other = make({ sources: [FILM] });
  await opened(other);
  expect(vhs.urls).toEqual([FILM.src]);
});

test('the source handler is there once while anybody watches, and then no more', () => {
  const before = [...(html5().sourceHandlers ?? [])];
  const [a, b] = [watch(make()), watch(make())];
  expect(html5().sourceHandlers).toHaveLength(before.length + 1);
  a.end();
  expect(html5().sourceHandlers).toHaveLength(before.length + 1);
  b.end();
  b.end();
  expect(html5().sourceHandlers).toEqual(before);
});

test('it stays first in line, whoever registers later', async () => {
  watch(make());
  const late = standInForVhs();
  const player = make({ sources: [FILM] });
  const { urls } = watch(player);
  await opened(player);
  late.remove();
  expect(urls()).toEqual([`${FILM.src}?key=1`]);
});

test('ended, VHS has its own function back', async () => {
  const player = make({ sources: [FILM] });
  const { end, urls } = watch(player);
  await opened(player);
  end();
  techOf(player)?.vhs?.xhr({ uri: 'https://media.example/1.ts' }, () => undefined);
  expect(urls()).toHaveLength(1);
  expect(vhs.urls.at(-1)).toBe('https://media.example/1.ts');
});

test('who wrapped the function after us keeps what they have', async () => {
  const player = make({ sources: [FILM] });
  const { end, urls } = watch(player);
  await opened(player);
  const engine = techOf(player)?.vhs;
  if (engine === undefined) throw new Error('No VHS.');
  const ours = engine.xhr;
  engine.xhr = (options, callback) => ours(options, callback);
  end();
  engine.xhr({ uri: 'https://media.example/1.ts' }, () => undefined);
  expect(urls()).toHaveLength(1);
});

test('M15 a source that the browser loads by itself gets the query, once there is a pass', async () => {
  const player = make();
  const { authorizer } = watch(player);
  authorizer.free = false;
  await opened(player);
  player.src(FILE);
  await opened(player);
  const media = player.el().querySelector('video');
  expect(media?.src).toBe('');
  authorizer.free = true;
  authorizer.wake();
  await settled();
  expect(media?.src).toBe(`${FILE.src}?key=1`);
  expect(authorizer.abilities).toEqual([false]);
});

test('M15 if the pass needs a header there, nothing is loaded and the state says so', async () => {
  const player = make();
  const { authorizer, gate } = watch(player);
  authorizer.setAbilities = ({ headers }) => {
    if (!headers) authorizer.end('unsupported', 'placement_unsupported');
  };
  await opened(player);
  player.src(FILE);
  await opened(player);
  expect(player.el().querySelector('video')?.src).toBe('');
  expect(gate.state.get().phase).toBe('unsupported');
});

test('M15 for a file that needs a header there, it says what works wherever the media server is', async () => {
  const player = make();
  const { authorizer } = watch(player);
  const told = vi.spyOn(authorizer, 'setAbilities');
  await opened(player);
  player.src(FILE);
  await opened(player);
  expect(told.mock.lastCall).toEqual([{ headers: false, instead: 'service-worker' }]);
});

test("an advertisement that the browser loads says nothing about the pass's needs", async () => {
  const player = make();
  const { authorizer } = watch(player);
  await opened(player);
  player.src({ src: 'https://ads.example/ad.mp4', type: 'video/mp4' });
  await opened(player);
  expect(player.el().querySelector('video')?.src).toBe('https://ads.example/ad.mp4');
  expect(authorizer.abilities).toEqual([]);
});

test('the source of the pass counts as its own, whatever its rules name', async () => {
  const player = make();
  const { authorizer } = watch(player);
  const src = 'https://signed.example/film.mp4';
  authorizer.become({ phase: 'authorized', source: { src } });
  await opened(player);
  player.src({ src, type: 'video/mp4' });
  await opened(player);
  expect(authorizer.abilities).toEqual([false]);
});

test('cookies go along with a native source that needs them', async () => {
  const player = make();
  const { authorizer } = watch(player);
  authorizer.credentials = true;
  await opened(player);
  player.src(FILE);
  await opened(player);
  expect(player.el().querySelector('video')?.crossOrigin).toBe('use-credentials');
});

test('a native source that is replaced while it waits is never opened', async () => {
  const player = make();
  const { authorizer } = watch(player);
  authorizer.free = false;
  await opened(player);
  player.src(FILE);
  await opened(player);
  player.src(FILM);
  await opened(player);
  authorizer.free = true;
  authorizer.wake();
  await settled();
  expect(player.el().querySelector('video')?.src).toBe('');
});

test('a native source that waits when watching ends is opened as it is', async () => {
  const player = make();
  const { authorizer, gate, end } = watch(player);
  authorizer.free = false;
  await opened(player);
  player.src(FILE);
  await opened(player);
  end();
  gate.dispose();
  await settled();
  expect(player.el().querySelector('video')?.src).toBe(FILE.src);
});
