import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGate } from '@playgate/client/adapter';
import { textTracksOf, trackElementsOf } from '../src/player.ts';
import type { VideojsPlayer } from '../src/player.ts';
import { protectTextTracks } from '../src/text-tracks.ts';
import type { TextTracks } from '../src/text-tracks.ts';
import { FakeAuthorizer } from '../../client/test/support/fake-authorizer.ts';
import { makePlayer, opened } from './made-player.ts';
import { settled } from '../../client/test/support/settled.ts';

const VTT = 'WEBVTT\n\n00:00.000 --> 00:01.000\nOne\n\n00:01.000 --> 00:02.000\nTwo\n';
const EN = {
  kind: 'captions',
  label: 'English',
  srclang: 'en',
  src: 'https://media.example/en.vtt',
};

let authorizer: FakeAuthorizer;
let player: VideojsPlayer;
let tracks: TextTracks;
let answers: number[];
const fetch = vi.fn<typeof globalThis.fetch>();
const warn = vi.fn<() => void>();

beforeEach(() => {
  authorizer = new FakeAuthorizer();
  answers = [];
  fetch.mockReset();
  fetch.mockImplementation(() =>
    Promise.resolve(new Response(VTT, { status: answers.shift() ?? 200 })),
  );
  warn.mockReset();
});
afterEach(() => {
  tracks.dispose();
  player.dispose();
});

async function protect(options: Readonly<Record<string, unknown>> = {}): Promise<void> {
  player = makePlayer(options);
  player.log.warn = warn;
  tracks = protectTextTracks(player, {
    gate: createGate(authorizer),
    fetch,
    reload: vi.fn<() => void>(),
  });
  await opened(player);
}
const cues = () =>
  textTracksOf(player).map((track): [string, unknown] => [
    track.label,
    Reflect.get(track, 'cues')?.length,
  ]);
const inOrder = (list: [string, unknown][]) => list.toSorted(([a], [b]) => a.localeCompare(b));
const urls = () => fetch.mock.calls.map(([url]) => url);
const turns = async () => {
  for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setTimeout(resolve, 0));
};

test.each([true, false])(
  'tracks of the page and of the options load through the pass (preload %s)',
  async (preload) => {
    await protect({ tracks: [EN], html5: { preloadTextTracks: preload } });
    await turns();
    expect(urls()).toEqual([`${EN.src}?key=1`]);
    expect(cues()).toEqual([['English', 2]]);
  },
);

test.each(['subtitles', 'chapters', 'descriptions', 'metadata'])(
  '%s load through the pass, too, and a refused file is sent for again',
  async (kind) => {
    authorizer.verdicts = [{ action: 'replay', url: EN.src }];
    answers = [401, 200];
    await protect();
    player.addRemoteTextTrack({ ...EN, kind }, false);
    await turns();
    expect(urls()).toEqual([`${EN.src}?key=1`, `${EN.src}?key=1`]);
    expect(cues()).toEqual([['English', 2]]);
    expect(authorizer.refusals).toMatchObject([{ status: 401, request: { kind: 'track' } }]);
  },
);

test('so do those that are added later, once there is a pass', async () => {
  authorizer.free = false;
  await protect();
  const loaded = vi.fn<() => void>();
  const element = player.addRemoteTextTrack(EN, false);
  element.addEventListener('load', loaded);
  await settled();
  expect([urls(), cues()]).toEqual([[], [['English', 0]]]);
  authorizer.free = true;
  authorizer.wake();
  await turns();
  expect(cues()).toEqual([['English', 2]]);
  expect(loaded).toHaveBeenCalledTimes(1);
  expect(trackElementsOf(player)[0]?.src).toBe(EN.src);
});

test('a refused track is asked for again, and its refusal is not taken for captions', async () => {
  answers = [401];
  authorizer.verdicts = [{ action: 'replay', url: EN.src }];
  await protect({ tracks: [EN] });
  await turns();
  expect(urls()).toHaveLength(2);
  expect(cues()).toEqual([['English', 2]]);
});

test('a track that is not there is named, without its URL', async () => {
  answers = [404];
  await protect({ tracks: [EN] });
  await turns();
  expect(cues()).toEqual([['English', 0]]);
  expect(warn.mock.calls).toEqual([[expect.any(String), new Error('The server answered 404.')]]);
});

test('what has no URL to fetch stays as it was', async () => {
  await protect();
  player.addRemoteTextTrack({ kind: 'chapters', label: 'Own' }, false);
  await turns();
  expect(urls()).toEqual([]);
  expect(cues()).toEqual([['Own', 0]]);
});

test("the browser's own tracks get a blob", async () => {
  // This page's document has track elements, but no tracks.
  const native = Object.assign(new EventTarget(), { kind: 'captions', label: 'English' });
  Object.defineProperty(HTMLTrackElement.prototype, 'track', { value: native, configurable: true });
  const revoke = vi.fn<(url: string) => void>();
  vi.stubGlobal(
    'URL',
    Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL: revoke }),
  );
  await protect({ html5: { nativeTextTracks: true } });
  player.addRemoteTextTrack(EN, false);
  await turns();
  expect(trackElementsOf(player)[0]?.src).toBe('blob:1');
  tracks.dispose();
  expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:1');
  vi.unstubAllGlobals();
  Reflect.deleteProperty(HTMLTrackElement.prototype, 'track');
});

test('a track that was there before is loaded anew if a rule names it', async () => {
  player = makePlayer();
  await opened(player);
  // With these options video.js does not load it by itself, which it could not here.
  const element = player.addRemoteTextTrack({ ...EN, src: '' }, true);
  element.src = EN.src;
  const other = player.addRemoteTextTrack({ kind: 'captions', label: 'Other', src: '' }, true);
  other.src = 'https://elsewhere.example/en.vtt';
  tracks = protectTextTracks(player, {
    gate: createGate(authorizer),
    fetch,
    reload: vi.fn<() => void>(),
  });
  await opened(player);
  await turns();
  expect(urls()).toEqual([`${EN.src}?key=1`]);
  expect(inOrder(cues())).toEqual([
    ['English', 2],
    ['Other', 0],
  ]);
});

test('remembers what video.js removes with a source, and not what the application does', async () => {
  await protect();
  player.addRemoteTextTrack(EN, false);
  player.addRemoteTextTrack({ ...EN, label: 'Manual' }, true);
  await turns();
  const restore = tracks.remember();
  for (const { track } of trackElementsOf(player))
    if (track.label === 'English') Reflect.apply(player.removeRemoteTextTrack, player, [track]);
  restore();
  await turns();
  expect(inOrder(cues())).toEqual([
    ['English', 2],
    ['Manual', 2],
  ]);
});

test('disposed, the player adds its tracks by itself again', async () => {
  const before = makePlayer();
  const original = before.addRemoteTextTrack;
  before.dispose();
  await protect();
  expect(player.addRemoteTextTrack).not.toBe(original);
  tracks.dispose();
  expect(player.addRemoteTextTrack).toBe(original);
});

test('adds nothing where video.js adds nothing: to a player that has no technology yet', async () => {
  player = makePlayer({});
  Reflect.set(player, 'addRemoteTextTrack', () => undefined);
  tracks = protectTextTracks(player, {
    gate: createGate(authorizer),
    fetch,
    reload: vi.fn<() => void>(),
  });
  expect(player.addRemoteTextTrack(EN, false)).toBeUndefined();
  await opened(player);
  expect(urls()).toEqual([]);
});
