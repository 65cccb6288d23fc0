import { expect, test } from 'vitest';
import { classify as dash } from '../src/dashjs/classify.ts';
import { classify as hls } from '../src/hlsjs/classify.ts';
import { classify as shaka } from '../src/shaka/classify.ts';

const url = 'https://media.example/x';

test.each([
  [{ url, type: 'manifest' }, 'manifest'],
  [{ url, type: 'level' }, 'playlist'],
  [{ url, type: 'audioTrack' }, 'playlist'],
  [{ url, type: 'subtitleTrack' }, 'playlist'],
  [{ url, type: 'media-fragment', frag: { sn: 3 } }, 'segment'],
  [{ url, type: 'media-fragment', frag: { sn: 'initSegment' } }, 'init'],
  [{ url, type: 'key', frag: { sn: 3 }, keyInfo: {} }, 'key'],
  [{ url, type: 'steering-manifest' }, 'steering'],
  [{ url, type: 'server-certificate' }, 'certificate'],
  [{ url, type: 'of-tomorrow' }, undefined],
  // Before hls.js 1.6 segments and keys had no type.
  [{ url, frag: { sn: 3 } }, 'segment'],
  [{ url, frag: { sn: 3 }, keyInfo: {} }, 'key'],
])('hls.js: %j is %s', (context, kind) => {
  expect(hls(context)).toBe(kind);
});

test.each([
  [0, 3, 'manifest'],
  [0, 4, 'manifest'],
  [0, 2, 'playlist'],
  [1, 1, 'segment'],
  [1, 0, 'init'],
  [2, undefined, 'license'],
  [4, undefined, 'timing'],
  [5, undefined, 'certificate'],
  [6, undefined, 'key'],
  [8, undefined, 'steering'],
  [99, undefined, undefined],
])('Shaka: type %s, detail %s is %s', (type, detail, kind) => {
  expect(shaka(type, detail)).toBe(kind);
});

test.each([
  ['MPD', 'manifest'],
  ['InitializationSegment', 'init'],
  ['IndexSegment', 'segment'],
  ['MediaSegment', 'segment'],
  ['ContentSteering', 'steering'],
  ['license', 'license'],
  ['other', undefined],
  [undefined, undefined],
])('dash.js: %s is %s', (type, kind) => {
  expect(dash(type)).toBe(kind);
});
