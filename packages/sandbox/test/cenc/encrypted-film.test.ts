import { createDecipheriv } from 'node:crypto';
import { expect, test } from 'vitest';
import { encryptFilm } from '../../src/cenc/encrypted-film.ts';
import type { Bytes } from '../../src/films/mp4-box.ts';
import { readBoxes } from '../../src/films/mp4-box.ts';
import { loadFilmFiles } from '../../src/films/film-files.ts';

const files = loadFilmFiles();
const film = encryptFilm(files, (size) => new Uint8Array(size).fill(size + 3));

const find = (bytes: Bytes, ...[type, ...rest]: readonly string[]): Bytes => {
  const found = readBoxes(bytes).find((box) => box.type === type)?.body ?? new Uint8Array();
  return rest.length === 0 ? found : find(found, ...rest);
};

/** Decrypts a segment by what it says itself, as a player does. */
function decrypt(segment: Bytes): Buffer {
  const run = find(segment, 'moof', 'traf', 'trun');
  const notes = Buffer.from(find(segment, 'moof', 'traf', 'senc'));
  const media = Buffer.from(find(segment, 'mdat'));
  const hasSubsamples = notes.readUInt32BE(0) === 2;
  const count = notes.readUInt32BE(4);
  expect(new DataView(run.buffer, run.byteOffset).getUint32(4)).toBe(count);
  const sizes = find(segment, 'moof', 'traf', 'saiz').subarray(9);
  const clear: Buffer[] = [];
  let [at, note] = [0, 8];
  for (let i = 0; i < count; i += 1) {
    const iv = Buffer.concat([notes.subarray(note, note + 8), Buffer.alloc(8)]);
    const decipher = createDecipheriv('aes-128-ctr', film.contentKey.key, iv);
    const from = note;
    note += 8;
    const ranges = hasSubsamples ? notes.readUInt16BE(note) : 1;
    if (hasSubsamples) note += 2;
    for (let n = 0; n < ranges; n += 1) {
      const plain = hasSubsamples ? notes.readUInt16BE(note) : 0;
      const secret = hasSubsamples ? notes.readUInt32BE(note + 2) : sampleSize(run, i);
      if (hasSubsamples) note += 6;
      // Whole blocks only, so that the next range begins with a block of its own.
      if (hasSubsamples) expect(secret % 16).toBe(0);
      clear.push(media.subarray(at, at + plain));
      clear.push(decipher.update(media.subarray(at + plain, at + plain + secret)));
      at += plain + secret;
    }
    expect(note - from).toBe(sizes[i]);
  }
  expect(at).toBe(media.length);
  return Buffer.concat(clear);
}

function sampleSize(run: Bytes, i: number): number {
  const view = new DataView(run.buffer, run.byteOffset, run.byteLength);
  const flags = view.getUint32(0);
  const first = 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0);
  const each = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag);
  return view.getUint32(first + 4 * (i * each.length + each.indexOf(0x200)));
}

test.each(['144p', '240p', 'snd'] as const)(
  'every segment of %s decrypts to the film in clear, by what it says of itself',
  (rendition) => {
    const { segments } = film.renditions[rendition];
    expect(segments).toHaveLength(files.dash[rendition].segments.length);
    for (const [i, segment] of segments.entries()) {
      const original = find(files.dash[rendition].segments[i] ?? new Uint8Array(), 'mdat');
      expect(decrypt(segment).equals(original)).toBe(true);
      expect(Buffer.from(find(segment, 'mdat')).equals(original)).toBe(false);
    }
  },
);

test('samples begin where their run says, and their vectors where the fragment says', () => {
  for (const { segments } of Object.values(film.renditions))
    for (const segment of segments) {
      const bytes = Buffer.from(segment);
      const moof = bytes.indexOf('moof') - 4;
      const run = find(segment, 'moof', 'traf', 'trun');
      const data = new DataView(run.buffer, run.byteOffset).getInt32(8);
      expect(moof + data).toBe(bytes.indexOf('mdat') + 4);
      const offsets = find(segment, 'moof', 'traf', 'saio');
      const first = moof + new DataView(offsets.buffer, offsets.byteOffset).getUint32(8);
      expect(first).toBe(bytes.indexOf('senc') + 4 + 8);
    }
});

test('no two samples share an initialization vector', () => {
  const seen = new Set<string>();
  let samples = 0;
  for (const { segments } of Object.values(film.renditions))
    for (const segment of segments) {
      const notes = Buffer.from(find(segment, 'moof', 'traf', 'senc'));
      const sizes = find(segment, 'moof', 'traf', 'saiz').subarray(9);
      let at = 8;
      for (const size of sizes) {
        seen.add(notes.subarray(at, at + 8).toString('hex'));
        samples += 1;
        at += size;
      }
    }
  expect(seen.size).toBe(samples);
});

test('what is no MP4 file is no film', () => {
  expect(() => readBoxes(new Uint8Array([0, 0, 0, 1, 1, 2, 3, 4, 5]))).toThrow('no MP4');
});
