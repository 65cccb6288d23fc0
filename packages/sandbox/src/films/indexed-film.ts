import type { Bytes } from './mp4-box.ts';
import { joined, printBox, readBoxes, uint16, uint32 } from './mp4-box.ts';
import { ATTRIBUTES, printManifest } from './dash-manifest.ts';
import type { DashRendition, FragmentedFilm } from './film-files.ts';
import type { RecordedFilm } from './films.ts';

/** A rendition in one file that begins with an index of its segments. */
export interface IndexedFile {
  readonly bytes: Bytes;
  /** Where the index is: its first byte, and its last. */
  readonly index: readonly [first: number, last: number];
}

/** Of an index in version 1: all that stands before how many segments there are. */
const HEAD = 30;
/** Of an index of one segment: how long that is, and how it begins. */
const DURATION_AND_START = 8;

/**
 * Puts a rendition into one file.
 *
 * @see ISO/IEC 14496-12 section 8.16.3, `sidx`.
 */
export function indexFilm({ init, segments }: FragmentedFilm): IndexedFile {
  const parts = segments.map((segment) => {
    const boxes = readBoxes(segment);
    const index = boxes.find(({ type }) => type === 'sidx')?.body ?? new Uint8Array();
    const media = boxes.filter(({ type }) => type === 'moof' || type === 'mdat');
    return { index, media: joined(media.map(({ type, body }) => printBox(type, body))) };
  });
  const head = parts[0]?.index.subarray(0, HEAD) ?? new Uint8Array();
  const references = parts.map(({ index, media }) =>
    joined([uint32(media.length), index.subarray(-DURATION_AND_START)]),
  );
  const index = printBox('sidx', head, uint16(parts.length), ...references);
  return {
    bytes: joined([init, index, ...parts.map(({ media }) => media)]),
    index: [init.length, init.length + index.length - 1],
  };
}

/**
 * The MPEG-DASH manifest of a film whose renditions are a file each: players ask for parts of them.
 *
 * @see ISO/IEC 23009-1 section 5.3.9.2, `SegmentBase`.
 */
export function indexedManifest(
  film: RecordedFilm,
  files: Readonly<Record<DashRendition, IndexedFile>>,
): string {
  const representation = (name: DashRendition): string => {
    const [first, last] = files[name].index;
    return `<Representation id="${name}" ${ATTRIBUTES[name]}><BaseURL>${name}.mp4</BaseURL><SegmentBase indexRange="${first}-${last}"><Initialization range="0-${first - 1}"/></SegmentBase></Representation>`;
  };
  const set = (type: 'video' | 'audio', names: readonly DashRendition[]): string =>
    `<AdaptationSet contentType="${type}" mimeType="${type}/mp4" subsegmentAlignment="true" subsegmentStartsWithSAP="1">${names.map(representation).join('')}</AdaptationSet>`;
  return printManifest(film, set('video', ['144p', '240p']) + set('audio', ['snd']));
}
