import { expect, test } from 'vitest';
import { nextRung } from '../../src/adapter/index.ts';

const PAGE = { location: { hostname: 'www.app.example' }, navigator: {} };
const HLS = 'https://media.example/master.m3u8?x=1';
const FILE = 'https://media.example/film.mp4';

test.each([
  ['an engine, where there is MediaSource', { src: HLS }, { MediaSource: {} }, 'media-source'],
  [
    'an engine, on an iPhone that has another',
    { src: HLS },
    { ManagedMediaSource: {} },
    'media-source',
  ],
  [
    'an engine, by the type',
    { src: FILE, type: 'application/x-mpegURL' },
    { MediaSource: {} },
    'media-source',
  ],
  ['an engine, as long as the source is not known', {}, { MediaSource: {} }, 'media-source'],
  ['a server, for playlists without any', { src: HLS }, {}, 'server-helper'],
  ['a cookie, on the same site', { src: 'https://media.app.example/a.m3u8' }, {}, 'cookie'],
  ['a cookie, below the page’s host', { src: 'https://cdn.www.app.example/a.mp4' }, {}, 'cookie'],
  [
    'no cookie of a site that ends alike',
    { src: 'https://badapp.example/a.m3u8' },
    {},
    'server-helper',
  ],
  ['a worker, for a file', { src: FILE }, { navigator: { serviceWorker: {} } }, 'service-worker'],
  ['a cookie, for a file where there are no workers', { src: FILE }, {}, 'cookie'],
] as const)('M15: %s', (_what, source, place, rung) => {
  expect(nextRung(source, { ...PAGE, ...place })).toBe(rung);
});

test('without a word about the place it looks at this one', () => {
  expect(nextRung({ src: FILE })).toBe('cookie');
});
