import { expect, test } from 'vitest';
import { loadFilmFiles } from '../../src/films/film-files.ts';
import { indexFilm } from '../../src/films/indexed-film.ts';
import { sandboxUnderTest } from '../sandbox-under-test.ts';

const { dash } = loadFilmFiles();

test.each(['144p', '240p', 'snd'] as const)(
  'the index of %s leads to its segments, one after the other, to the end of the file',
  (name) => {
    const { bytes, index } = indexFilm(dash[name]);
    const file = Buffer.from(bytes);
    const [first, last] = index;
    expect(file.subarray(first + 4, first + 8).toString()).toBe('sidx');
    expect(file.readUInt32BE(first)).toBe(last - first + 1);
    const count = file.readUInt16BE(first + 38);
    expect(count).toBe(dash[name].segments.length);
    let at = last + 1;
    let duration = 0;
    for (let i = 0; i < count; i += 1) {
      expect(file.subarray(at + 4, at + 8).toString()).toBe('moof');
      at += file.readUInt32BE(first + 40 + 12 * i);
      duration += file.readUInt32BE(first + 44 + 12 * i);
    }
    expect(at).toBe(file.length);
    expect(Math.round(duration / file.readUInt32BE(first + 16))).toBe(40);
  },
);

test('parts of the file are given out, and the manifest says which one is the index', async () => {
  const { addresses } = await sandboxUnderTest();
  const folder = `${addresses.origin}/open/public-film/indexed/`;
  const manifest = await (await fetch(`${folder}manifest.mpd`)).text();
  const range = /indexRange="([\d-]+)"/.exec(manifest)?.[1];
  const part = await fetch(`${folder}144p.mp4`, { headers: { Range: `bytes=${range}` } });
  expect(part.status).toBe(206);
  expect(
    Buffer.from(await part.arrayBuffer())
      .subarray(4, 8)
      .toString(),
  ).toBe('sidx');
});
