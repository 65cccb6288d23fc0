import { expect, test } from 'vitest';
import { classify } from '../src/classify.ts';

const SOURCE = 'https://media.example/master.m3u8';

test.each([
  ['hls-playlist', SOURCE, 'manifest'],
  ['hls-playlist', 'https://media.example/360p.m3u8', 'playlist'],
  ['dash-manifest', SOURCE, 'manifest'],
  ['dash-sidx', SOURCE, 'segment'],
  ['dash-clock-sync', SOURCE, 'timing'],
  ['content-steering-manifest', SOURCE, 'steering'],
  ['segment', SOURCE, 'segment'],
  ['segment-key', SOURCE, 'key'],
  ['segment-media-initialization', SOURCE, 'init'],
  ['license', SOURCE, 'license'],
  ['something-new', SOURCE, undefined],
])('%s of %s is %s', (requestType, uri, kind) => {
  expect(classify({ uri, requestType }, SOURCE)).toBe(kind);
});

test('an unlabelled request is the probe of a DASH container, or nothing we know', () => {
  expect(classify({ uri: SOURCE, beforeSend: () => undefined }, SOURCE)).toBe('segment');
  expect(classify({ uri: SOURCE }, SOURCE)).toBeUndefined();
});
