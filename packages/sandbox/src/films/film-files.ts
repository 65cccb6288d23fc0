import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetDirectory } from '../asset-directory.ts';

export const RENDITIONS = ['144p', '240p', '360p', 'snd'] as const;
export type Rendition = (typeof RENDITIONS)[number];

/** What there is in fragmented MP4, too. */
export const DASH_RENDITIONS = ['144p', '240p', 'snd'] as const;
export type DashRendition = (typeof DASH_RENDITIONS)[number];

/** Every segment lasts about this long, and rendition for rendition they sum up to exactly this. */
export const SEGMENT_MS = 4000;

/** How many segments one round of the film has. */
export const ROUND = 10;

export interface FilmSegment {
  /** As the playlist prints it, so that sums are exact. */
  readonly seconds: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A rendition in fragmented MP4, in clear. */
export interface FragmentedFilm {
  readonly init: Uint8Array<ArrayBuffer>;
  readonly segments: readonly Uint8Array<ArrayBuffer>[];
}

/** The one film of this package: 40 seconds, AES-128, three pictures and a sound track; and most of it in fragmented MP4. */
export interface FilmFiles {
  readonly master: string;
  readonly key: Uint8Array<ArrayBuffer>;
  /** The `EXT-X-KEY` line that all renditions share. */
  readonly keyLine: string;
  readonly segments: Readonly<Record<Rendition, readonly FilmSegment[]>>;
  readonly dash: Readonly<Record<DashRendition, FragmentedFilm>>;
}

/** Reads it into memory, 1.9 MB, once. */
export function loadFilmFiles(directory: string = assetDirectory('film')): FilmFiles {
  const text = (path: string): string => readFileSync(join(directory, path), 'utf8');
  const bytes = (path: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(readFileSync(join(directory, path)));
  const segments = (rendition: Rendition): readonly FilmSegment[] =>
    durations(text(`${rendition}/index.m3u8`)).map((seconds, i) => ({
      seconds,
      bytes: bytes(`${rendition}/${i}.ts`),
    }));
  const fragmented = (rendition: DashRendition): FragmentedFilm => ({
    init: bytes(`dash/${rendition}/init.mp4`),
    segments: Array.from({ length: ROUND }, (_, i) => bytes(`dash/${rendition}/${i + 1}.m4s`)),
  });
  return {
    master: text('master.m3u8'),
    key: bytes('film.key'),
    keyLine: text('snd/index.m3u8').match(/^#EXT-X-KEY:.*$/m)?.[0] ?? '',
    segments: {
      '144p': segments('144p'),
      '240p': segments('240p'),
      '360p': segments('360p'),
      snd: segments('snd'),
    },
    dash: { '144p': fragmented('144p'), '240p': fragmented('240p'), snd: fragmented('snd') },
  };
}

/** The sound ends with a stub of one audio frame that no picture goes with; without it all rounds are equally long. */
const durations = (playlist: string): readonly string[] =>
  Array.from(playlist.matchAll(/^#EXTINF:([\d.]+)/gm), (match) => match[1] ?? '').slice(0, ROUND);
