import { createCipheriv } from 'node:crypto';
import type { Bytes } from '../films/mp4-box.ts';
import { joined, printBox, readBoxes, uint16, uint32, uint8 } from '../films/mp4-box.ts';
import { IV_SIZE } from './protect-init.ts';

/** With what the samples of a segment are encrypted. */
export interface SampleKey {
  readonly key: Bytes;
  /** The initialization vector of a sample: 8 bytes that no other sample under this key has. */
  readonly iv: (sample: number) => Bytes;
  /** Pictures leave the headers of their units in clear; sound is encrypted as a whole. */
  readonly isPicture: boolean;
}

/** Bytes in clear, and how many follow that are encrypted. */
interface Subsample {
  readonly clear: number;
  readonly encrypted: number;
}

const BLOCK = 16;
/** The length of a unit of H.264, and the octet that says what it is. */
const UNIT_HEADER = 5;
const HAS_DATA_OFFSET = 0x1;
const HAS_FIRST_FLAGS = 0x4;
const HAS_SIZES = 0x200;
/** Durations, sizes, flags and composition offsets of samples, in this order. */
const SAMPLE_FIELDS = [0x100, HAS_SIZES, 0x400, 0x800] as const;
const HAS_SUBSAMPLES = 2;

/**
 * Encrypts the samples of a media segment by AES-CTR, the scheme `cenc`, and says so in its fragment.
 *
 * @see ISO/IEC 23001-7 sections 7.2 (`senc`), 9 and 10.1.
 */
export function encryptSegment(segment: Bytes, sampleKey: SampleKey): Bytes {
  const boxes = new Map(readBoxes(segment).map(({ type, body }) => [type, body]));
  const [moof, mdat] = [body(boxes, 'moof'), body(boxes, 'mdat')];
  const fragment = new Map(readBoxes(moof).map(({ type, body: held }) => [type, held]));
  const run = readBoxes(body(fragment, 'traf')).find(({ type }) => type === 'trun')?.body;
  if (!run) throw new Error('This fragment has no run of samples.');
  const samples = cut(mdat, sampleSizes(run)).map((sample, i) => encrypt(sample, i, sampleKey));
  const style = printBox('styp', body(boxes, 'styp'));
  return joined([
    style,
    protectedFragment(moof, samples, sampleKey.isPicture),
    printBox('mdat', ...samples.map(({ bytes }) => bytes)),
  ]);
}

/** A sample, encrypted, and what is needed to decrypt it. */
interface EncryptedSample {
  readonly bytes: Bytes;
  /** Its entry in `senc`. */
  readonly notes: Bytes;
}

function encrypt(sample: Bytes, i: number, { key, iv, isPicture }: SampleKey): EncryptedSample {
  const vector = iv(i);
  const cipher = createCipheriv(
    'aes-128-ctr',
    key,
    joined([vector, new Uint8Array(BLOCK - IV_SIZE)]),
  );
  if (!isPicture) return { bytes: new Uint8Array(cipher.update(sample)), notes: vector };
  const subsamples = units(sample);
  const parts: Bytes[] = [];
  let at = 0;
  for (const { clear, encrypted } of subsamples) {
    parts.push(sample.subarray(at, at + clear));
    parts.push(new Uint8Array(cipher.update(sample.subarray(at + clear, at + clear + encrypted))));
    at += clear + encrypted;
  }
  const ranges = subsamples.flatMap(({ clear, encrypted }) => [uint16(clear), uint32(encrypted)]);
  return { bytes: joined(parts), notes: joined([vector, uint16(subsamples.length), ...ranges]) };
}

/** Whole blocks of each unit are encrypted, those at its end. */
function units(sample: Bytes): readonly Subsample[] {
  const view = new DataView(sample.buffer, sample.byteOffset, sample.byteLength);
  const found: Subsample[] = [];
  for (let at = 0; at < sample.length;) {
    const size = 4 + view.getUint32(at);
    const encrypted = Math.max(0, Math.floor((size - UNIT_HEADER) / BLOCK) * BLOCK);
    found.push({ clear: size - encrypted, encrypted });
    at += size;
  }
  return found;
}

function protectedFragment(
  moof: Bytes,
  samples: readonly EncryptedSample[],
  isPicture: boolean,
): Bytes {
  const notes = samples.map((sample) => sample.notes);
  const flags = isPicture ? HAS_SUBSAMPLES : 0;
  const sizes = printBox(
    'saiz',
    ...[uint32(0), uint8(0), uint32(notes.length)],
    uint8(...notes.map(({ length }) => length)),
  );
  const entries = printBox('senc', uint32(flags), uint32(notes.length), ...notes);
  const offsets = (at: number): Bytes => printBox('saio', uint32(0), uint32(1), uint32(at));
  const added = sizes.length + offsets(0).length + entries.length;
  // `senc` stands last, so that what its entries begin at can be counted from the end.
  const end = moof.length + 8 + added;
  const firstNote = end - notes.reduce((sum, { length }) => sum + length, 0);
  const changed = readBoxes(moof).map(({ type, body: held }) => {
    if (type !== 'traf') return printBox(type, held);
    const children = readBoxes(held).map((child) =>
      printBox(child.type, child.type === 'trun' ? moved(child.body, added) : child.body),
    );
    return printBox('traf', ...children, sizes, offsets(firstNote), entries);
  });
  return printBox('moof', ...changed);
}

/** The samples begin that much later, counted from the fragment. */
function moved(run: Bytes, by: number): Bytes {
  const copy = run.slice();
  const view = new DataView(copy.buffer);
  if ((view.getUint32(0) & HAS_DATA_OFFSET) === 0) throw new Error('This run has no offset.');
  view.setUint32(8, view.getUint32(8) + by);
  return copy;
}

function sampleSizes(run: Bytes): readonly number[] {
  const view = new DataView(run.buffer, run.byteOffset, run.byteLength);
  const flags = view.getUint32(0);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  if (!has(HAS_SIZES)) throw new Error('This run does not say how long its samples are.');
  const first = 8 + (has(HAS_DATA_OFFSET) ? 4 : 0) + (has(HAS_FIRST_FLAGS) ? 4 : 0);
  const fields = SAMPLE_FIELDS.filter(has);
  const size = fields.indexOf(HAS_SIZES);
  return Array.from({ length: view.getUint32(4) }, (_, i) =>
    view.getUint32(first + 4 * (i * fields.length + size)),
  );
}

function cut(bytes: Bytes, sizes: readonly number[]): readonly Bytes[] {
  let at = 0;
  return sizes.map((size) => bytes.subarray(at, (at += size)));
}

function body(boxes: ReadonlyMap<string, Bytes>, type: string): Bytes {
  const found = boxes.get(type);
  if (!found) throw new Error(`This segment has no box ${type}.`);
  return found;
}
