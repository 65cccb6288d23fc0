import { describe, expect, test } from 'vitest';
import { RENDITIONS, loadFilmFiles } from '../../src/films/film-files.ts';
import type { LiveFilm, RecordedFilm } from '../../src/films/films.ts';
import { createFilms } from '../../src/films/films.ts';
import { masterPlaylist, mediaPlaylist } from '../../src/films/playlists.ts';
import { createSandboxClock } from '../../src/sandbox-clock.ts';
import { sandboxUnderTest, statusOf } from '../sandbox-under-test.ts';

const files = loadFilmFiles();
const films = createFilms(createSandboxClock(() => 0));
const asIs = (uri: string): string => uri;

const recorded = (id: string): RecordedFilm => {
  const film = films.get(id);
  if (film?.kind !== 'recorded') throw new Error(`${id} is not recorded.`);
  return film;
};

const lines = (playlist: string, tag: string): string[] =>
  playlist.split('\n').filter((line) => line.startsWith(tag));
const uris = (playlist: string): string[] =>
  playlist.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const microseconds = (playlist: string): number =>
  lines(playlist, '#EXTINF:').reduce(
    (sum, line) => sum + Math.round(parseFloat(line.slice(8)) * 1e6),
    0,
  );

describe.each([
  ['public-film', 40],
  ['launch-film', 120],
  ['long-film', 600],
] as const)('%s', (id, seconds) => {
  test.each(RENDITIONS)('lasts %s by every rendition’s own sum', (rendition) => {
    const playlist = mediaPlaylist(files, recorded(id), rendition, 0, asIs);
    expect(microseconds(playlist)).toBe(seconds * 1e6);
    expect(uris(playlist)).toEqual(Array.from({ length: seconds / 4 }, (_, n) => `${n}.ts`));
    expect(playlist).toContain('#EXT-X-PLAYLIST-TYPE:VOD');
    expect(playlist.trimEnd().endsWith('#EXT-X-ENDLIST')).toBe(true);
  });

  test('has a discontinuity exactly where the film begins again', () => {
    const playlist = mediaPlaylist(files, recorded(id), '144p', 0, asIs);
    const before = Array.from(
      playlist.matchAll(/#EXT-X-DISCONTINUITY\n#EXTINF:[\d.]+,\n(\d+)\.ts/g),
      (match) => Number(match[1]),
    );
    expect(before).toEqual(Array.from({ length: seconds / 40 - 1 }, (_, i) => (i + 1) * 10));
  });

  test('names one key, above the first segment', () => {
    const playlist = mediaPlaylist(files, recorded(id), 'snd', 0, asIs);
    expect(lines(playlist, '#EXT-X-KEY:')).toEqual([
      '#EXT-X-KEY:METHOD=AES-128,URI="../film.key",IV=0x0f0e0d0c0b0a09080706050403020100',
    ]);
    expect(playlist.indexOf('#EXT-X-KEY')).toBeLessThan(playlist.indexOf('#EXTINF'));
  });
});

test('no segment lasts longer than the target duration, rounded as RFC 8216 4.3.3.1 says', () => {
  for (const rendition of RENDITIONS)
    for (const { seconds } of files.segments[rendition])
      expect(Math.round(Number(seconds))).toBeLessThanOrEqual(4);
});

describe('live', () => {
  const show: LiveFilm = {
    kind: 'live',
    id: 'show',
    title: 'Show',
    description: '',
    isPublic: false,
    tags: [],
    startedAtMs: 1_000_000,
  };
  const at = (ms: number): string =>
    mediaPlaylist(files, show, '144p', show.startedAtMs + ms, asIs);
  const number = (playlist: string, tag: string): number =>
    Number(lines(playlist, `${tag}:`)[0]?.slice(tag.length + 1));

  test('a full window holds 48 seconds and never ends', () => {
    const playlist = at(200_000);
    expect(uris(playlist)).toHaveLength(12);
    expect(microseconds(playlist)).toBe(48e6);
    expect(playlist).not.toContain('#EXT-X-ENDLIST');
    expect(playlist).not.toContain('#EXT-X-PLAYLIST-TYPE');
  });

  test('the window slides by one segment every four seconds, and not in between', () => {
    expect(uris(at(200_000))).toEqual(uris(at(203_999)));
    const [before, after] = [at(200_000), at(204_000)];
    expect(number(after, '#EXT-X-MEDIA-SEQUENCE')).toBe(
      number(before, '#EXT-X-MEDIA-SEQUENCE') + 1,
    );
    expect(uris(after).slice(0, -1)).toEqual(uris(before).slice(1));
  });

  test('MEDIA-SEQUENCE and DISCONTINUITY-SEQUENCE count what has slid out, at every step of 400 seconds', () => {
    for (let n = 0; n < 100; n++) {
      const playlist = at((n + 1) * 4000);
      const first = number(playlist, '#EXT-X-MEDIA-SEQUENCE');
      expect(uris(playlist)[0]).toBe(`${first}.ts`);
      expect(uris(playlist).at(-1)).toBe(`${n}.ts`);
      const gone = number(playlist, '#EXT-X-DISCONTINUITY-SEQUENCE');
      const inside = lines(playlist, '#EXT-X-DISCONTINUITY').filter((line) => !line.includes(':'));
      // All that have ever been, by definition: one before each round but the first.
      expect(gone + inside.length).toBe(Math.floor(n / 10));
    }
  });

  test('program times follow from one segment to the next and agree between renditions', () => {
    const times = (rendition: 'snd' | '144p'): string[] =>
      lines(mediaPlaylist(files, show, rendition, 1_200_000, asIs), '#EXT-X-PROGRAM-DATE-TIME:');
    expect(times('snd')).toEqual(times('144p'));
    const stamps = times('snd').map((line) => Date.parse(line.slice(25)));
    for (const [i, stamp] of stamps.slice(1).entries()) expect(stamp - (stamps[i] ?? 0)).toBe(4000);
  });

  test('a clock before the start shows the first segment', () => {
    expect(uris(at(-3_600_000))).toEqual(['0.ts']);
  });

  test('follows the sandbox’s clock, film by film, and has what it names, not what is to come', async () => {
    const sandbox = await sandboxUnderTest();
    const playlist = (film: string): Promise<string> =>
      fetch(`${sandbox.addresses.origin}/open/${film}/144p/index.m3u8`).then((answer) =>
        answer.text(),
      );
    const [one, two] = [await playlist('live-show'), await playlist('live-two')];
    expect(number(one, '#EXT-X-MEDIA-SEQUENCE')).toBe(3);
    expect(number(two, '#EXT-X-MEDIA-SEQUENCE')).toBe(18);
    await sandbox.setClock(40_000);
    const later = await playlist('live-show');
    expect(number(later, '#EXT-X-MEDIA-SEQUENCE')).toBe(13);
    const segment = (n: number): string =>
      `${sandbox.addresses.origin}/open/live-show/360p/${n}.ts`;
    expect(await statusOf(segment(24))).toBe(200);
    expect(await statusOf(segment(25))).toBe(404);
    // RFC 8216 6.2.2: what has slid out stays available for a while.
    expect(await statusOf(segment(12))).toBe(200);
    await sandbox.setClock(400_000);
    expect(await statusOf(segment(12))).toBe(404);
  });
});

test('a master names three pictures and a sound track, each through the printer', () => {
  const playlist = masterPlaylist(files, (uri) => `${uri}?x=1`);
  expect(uris(playlist)).toEqual(['144p', '240p', '360p'].map((name) => `${name}/index.m3u8?x=1`));
  expect(playlist).toContain('URI="snd/index.m3u8?x=1"');
});
