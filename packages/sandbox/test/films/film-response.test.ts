import { createDecipheriv } from 'node:crypto';
import { expect, test } from 'vitest';
import { sandboxUnderTest, statusOf } from '../sandbox-under-test.ts';

const KEY = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
const IV = Buffer.from('0f0e0d0c0b0a09080706050403020100', 'hex');

test('segments decrypt with the key that the playlist names, in the first round and in the last', async () => {
  const { addresses } = await sandboxUnderTest();
  const at = async (path: string): Promise<Buffer> =>
    Buffer.from(await (await fetch(`${addresses.origin}/open/long-film/${path}`)).arrayBuffer());
  expect(await at('film.key')).toEqual(KEY);
  for (const path of ['144p/0.ts', '144p/149.ts', 'snd/149.ts']) {
    const decipher = createDecipheriv('aes-128-cbc', KEY, IV);
    const plain = Buffer.concat([decipher.update(await at(path)), decipher.final()]);
    // MPEG-2 transport packets are 188 bytes and begin with 0x47.
    expect(plain.length % 188).toBe(0);
    for (let i = 0; i < plain.length; i += 188) expect(plain[i]).toBe(0x47);
  }
  expect(await at('144p/3.ts')).toEqual(await at('144p/143.ts'));
});

test.each([
  '144p/150.ts',
  '144p/-1.ts',
  '144p/01.ts',
  '144p/1.5.ts',
  '480p/0.ts',
  'master',
  'captions/fr.vtt',
])('%s is not there', async (path) => {
  const { addresses } = await sandboxUnderTest();
  expect(await statusOf(`${addresses.origin}/open/long-film/${path}`)).toBe(404);
});

test('captions have a cue every two seconds to the end, in both languages', async () => {
  const { addresses } = await sandboxUnderTest();
  for (const [language, words] of [
    ['en', '118 seconds into the film'],
    ['de', '118 Sekunden im Film'],
  ]) {
    const response = await fetch(`${addresses.origin}/open/launch-film/captions/${language}.vtt`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    expect(text.startsWith('WEBVTT\n\n')).toBe(true);
    expect(text.match(/ --> /g)).toHaveLength(60);
    expect(text.trimEnd()).toContain(`00:01:58.000 --> 00:02:00.000\n${words}`);
  }
});

test('the poster is an SVG that carries the title', async () => {
  const { addresses } = await sandboxUnderTest();
  const response = await fetch(`${addresses.origin}/open/launch-film/poster.svg`);
  expect(response.headers.get('content-type')).toBe('image/svg+xml');
  expect(await response.text()).toContain('>Launch film</text>');
});

test.each([
  ['bytes=0-9', 206, 'bytes 0-9/19568', 10],
  ['bytes=19560-', 206, 'bytes 19560-19567/19568', 8],
  ['bytes=-4', 206, 'bytes 19564-19567/19568', 4],
  ['bytes=19560-99999', 206, 'bytes 19560-19567/19568', 8],
  ['bytes=19568-', 416, 'bytes */19568', 0],
  ['bytes=9-0', 416, 'bytes */19568', 0],
  ['bytes=-', 200, null, 19_568],
  ['bytes=0-1,4-5', 200, null, 19_568],
  ['lines=0-1', 200, null, 19_568],
])('RFC 9110 14.2: Range %s is answered with %i', async (range, status, position, length) => {
  const { addresses } = await sandboxUnderTest();
  const url = `${addresses.origin}/open/launch-film/144p/0.ts`;
  const response = await fetch(url, { headers: { Range: range } });
  expect(response.status).toBe(status);
  expect(response.headers.get('content-range')).toBe(position);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes).toHaveLength(length);
  const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
  const first = Number(/bytes (\d+)-/.exec(position ?? '')?.[1] ?? 0);
  expect(bytes).toEqual(whole.subarray(first, first + length));
});

test('HEAD answers like GET, without the body', async () => {
  const { addresses } = await sandboxUnderTest();
  const response = await fetch(`${addresses.origin}/open/launch-film/144p/0.ts`, {
    method: 'HEAD',
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-length')).toBe('19568');
});

test('a recorded film can be had for DASH, round for round, and a live one cannot', async () => {
  const { addresses } = await sandboxUnderTest();
  const open = `${addresses.origin}/open`;
  const manifest = await (await fetch(`${open}/launch-film/manifest.mpd`)).text();
  expect(manifest.match(/<Period /g)).toHaveLength(3);
  expect(manifest).toContain('mediaPresentationDuration="PT120S"');
  for (const rendition of ['144p', '240p', 'snd'])
    for (const [file, box] of [
      ['init.mp4', 'ftyp'],
      ['1.m4s', 'styp'],
      ['10.m4s', 'styp'],
    ]) {
      const answer = await fetch(`${open}/launch-film/dash/${rendition}/${file}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.subarray(4, 8).toString()).toBe(box);
    }
  for (const path of ['dash/144p/11.m4s', 'dash/144p/0.m4s', 'dash/360p/1.m4s', 'dash/144p/1.ts'])
    expect(await statusOf(`${open}/launch-film/${path}`)).toBe(404);
  expect(await statusOf(`${open}/live-show/manifest.mpd`)).toBe(404);
  expect(await statusOf(`${open}/live-show/dash/144p/1.m4s`)).toBe(404);
});

test('the picture of a recorded film can be had as one file, by ranges', async () => {
  const { addresses } = await sandboxUnderTest();
  const url = `${addresses.origin}/open/long-film/film.mp4`;
  const part = await fetch(url, { headers: { range: 'bytes=4-7' } });
  expect([part.status, part.headers.get('content-type')]).toEqual([206, 'video/mp4']);
  expect(await part.text()).toBe('ftyp');
  expect(await statusOf(`${addresses.origin}/open/live-show/film.mp4`)).toBe(404);
});
