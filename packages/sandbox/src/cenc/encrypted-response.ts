import { bytesResponse } from '../http/byte-range.ts';
import { dashManifest } from '../films/dash-manifest.ts';
import type { DashRendition } from '../films/film-files.ts';
import { DASH_RENDITIONS } from '../films/film-files.ts';
import type { FilmRequest } from '../films/film-response.ts';
import type { RecordedFilm } from '../films/films.ts';
import type { FragmentedLayout } from '../films/fragmented-playlists.ts';
import { fragmentedMaster, fragmentedPlaylist } from '../films/fragmented-playlists.ts';
import type { ContentKey, EncryptedFilm } from './encrypted-film.ts';
import { systemData } from './protect-init.ts';

const HLS = 'application/vnd.apple.mpegurl';
const COMMON = 'urn:uuid:1077efec-c0b2-4d02-ace3-3c1e52e2fb4b';
const WIDEVINE = 'urn:uuid:edef8ba9-79d6-4ace-a3c8-27dcd51d21ed';

/**
 * Whatever lies in a film's folder `cenc`: `manifest.mpd` for DASH; `master.m3u8` for HLS, its key line in the form of Widevine, and
 * `clearkey.m3u8` with that of ClearKey, which only some engines know; initialization and media segments.
 */
export function encryptedResponse(
  { contentKey, renditions }: EncryptedFilm,
  film: RecordedFilm,
  { path, range }: Pick<FilmRequest, 'path' | 'range'>,
): Response | undefined {
  const [, folder, file = ''] = /^cenc\/(?:(\w+)\/)?([\w.]+)$/.exec(path) ?? [];
  const text = (body: string, type: string): Response =>
    bytesResponse(new TextEncoder().encode(body), type, range);
  const layout = layoutOf(file, contentKey);
  if (folder === undefined) {
    if (layout) return text(fragmentedMaster(layout), HLS);
    if (file !== 'manifest.mpd') return undefined;
    const protection = protectionOf(contentKey);
    return text(dashManifest(film, { folder: '', protection }), 'application/dash+xml');
  }
  const rendition = DASH_RENDITIONS.find((name) => name === folder);
  if (!rendition) return undefined;
  if (layout) return text(fragmentedPlaylist(film, rendition, layout), HLS);
  const { init, segments } = renditions[rendition];
  const n = Number(/^([1-9]\d?)\.m4s$/.exec(file)?.[1] ?? NaN);
  const bytes = file === 'init.mp4' ? init : segments[n - 1];
  return bytes && bytesResponse(bytes, mediaType(rendition), range);
}

const mediaType = (rendition: DashRendition): string =>
  rendition === 'snd' ? 'audio/mp4' : 'video/mp4';

function layoutOf(file: string, key: ContentKey): FragmentedLayout | undefined {
  if (file === 'master.m3u8')
    return { playlist: file, segments: () => '', keys: [widevineLine(key)] };
  if (file === 'clearkey.m3u8')
    return { playlist: file, segments: () => '', keys: [clearKeyLine(key)] };
  return undefined;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** @see Widevine, "Widevine DRM for HLS". What it carries is for every system that reads key ids. */
const widevineLine = ({ keyId }: ContentKey): string =>
  `#EXT-X-KEY:METHOD=SAMPLE-AES-CTR,URI="data:text/plain;base64,${base64(systemData(keyId))}",KEYID=0x${Buffer.from(keyId).toString('hex')},KEYFORMAT="${WIDEVINE}",KEYFORMATVERSIONS="1"`;

/** As hls.js reads it: the key id in place of a URL. */
const clearKeyLine = ({ keyId }: ContentKey): string =>
  `#EXT-X-KEY:METHOD=SAMPLE-AES-CTR,URI="data:application/octet-stream;base64,${base64(keyId)}",KEYFORMAT="org.w3.clearkey",KEYFORMATVERSIONS="1"`;

/** @see ISO/IEC 23009-1 section 5.8.5.2, ISO/IEC 23001-7 section 11.2. */
function protectionOf({ keyId }: ContentKey): string {
  const uuid = Buffer.from(keyId)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return `<ContentProtection schemeIdUri="urn:mpeg:dash:mp4protection:2011" value="cenc" cenc:default_KID="${uuid}"/><ContentProtection schemeIdUri="${COMMON}"><cenc:pssh>${base64(systemData(keyId))}</cenc:pssh></ContentProtection>`;
}
