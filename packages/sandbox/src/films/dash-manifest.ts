import { DASH_RENDITIONS, ROUND, SEGMENT_MS } from './film-files.ts';
import type { DashRendition } from './film-files.ts';
import type { RecordedFilm } from './films.ts';

/** How long one round of the film lasts, in seconds. */
const ROUND_SECONDS = (ROUND * SEGMENT_MS) / 1000;

/** What a manifest says of each rendition. */
export const ATTRIBUTES: Readonly<Record<DashRendition, string>> = {
  '144p': 'codecs="avc1.4d400c" bandwidth="30000" width="256" height="144" frameRate="24"',
  '240p': 'codecs="avc1.4d4015" bandwidth="55000" width="426" height="240" frameRate="24"',
  snd: 'codecs="mp4a.40.2" bandwidth="35000" audioSamplingRate="48000"',
};

/** Where the segments are, and what protects them. */
export interface DashLayout {
  /** Of the renditions, below the manifest's own. Default `dash/`. */
  readonly folder?: string;
  /** `ContentProtection` elements. Default none. */
  readonly protection?: string;
}

/**
 * The MPEG-DASH manifest of a recorded film.
 *
 * @see ISO/IEC 23009-1 section 5.3.9.4 for what the template means.
 */
export const dashManifest = (film: RecordedFilm, layout: DashLayout = {}): string =>
  printManifest(film, adaptationSets(layout));

/** A manifest with these adaptation sets. Each round of the film is a period, since its timestamps start again. */
export function printManifest({ seconds }: RecordedFilm, sets: string): string {
  const periods = Array.from({ length: Math.ceil(seconds / ROUND_SECONDS) }, (_, i) => {
    const duration = Math.min(ROUND_SECONDS, seconds - i * ROUND_SECONDS);
    return `<Period id="${i}" start="PT${i * ROUND_SECONDS}S" duration="PT${duration}S">${sets}</Period>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" xmlns:cenc="urn:mpeg:cenc:2013" type="static" mediaPresentationDuration="PT${seconds}S" minBufferTime="PT4S" profiles="urn:mpeg:dash:profile:isoff-live:2011">
${periods.join('\n')}
</MPD>
`;
}

const representation = (name: DashRendition): string =>
  `<Representation id="${name}" ${ATTRIBUTES[name]}/>`;

function adaptationSets({ folder = 'dash/', protection = '' }: DashLayout): string {
  const path = `${folder}$RepresentationID$/`;
  const template = `<SegmentTemplate timescale="1000" duration="${SEGMENT_MS}" startNumber="1" initialization="${path}init.mp4" media="${path}$Number$.m4s"/>`;
  const adaptationSet = (type: 'video' | 'audio', names: readonly DashRendition[]): string =>
    `<AdaptationSet contentType="${type}" mimeType="${type}/mp4" segmentAlignment="true" startWithSAP="1">${protection}${template}${names.map(representation).join('')}</AdaptationSet>`;
  const pictures = DASH_RENDITIONS.filter((name) => name !== 'snd');
  return adaptationSet('video', pictures) + adaptationSet('audio', ['snd']);
}
