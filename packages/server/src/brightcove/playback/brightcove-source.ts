import type { UrlPrefix } from '@playgate/protocol';
import { jsonMember } from '../../json-member.ts';
import { urlWithin } from '../../url-prefixes.ts';

/** One of a video's sources, as the Playback API names it. */
export interface BrightcoveSource {
  readonly src: string;
  /** Of the media, such as `application/dash+xml`. HLS is always `application/x-mpegURL`. */
  readonly type: string;
  readonly format: 'hls' | 'dash' | 'other';
  /** How it is protected: by DRM, by AES-128 keys ("HLSe"), or as far as its URL tells not at all. */
  readonly protection: 'drm' | 'aes128' | 'clear';
  /** Where licences are, by key system, as videojs-contrib-eme takes it. Present with DRM. */
  readonly keySystems?: Readonly<Record<string, KeySystem>>;
}

/** Where one key system gets its licences. */
export type KeySystem =
  { readonly url: string } | { readonly licenseUri: string; readonly certificateUri?: string };

/** Where sources may lead. */
export interface SourceBounds {
  readonly media: readonly UrlPrefix[];
  readonly license: readonly UrlPrefix[];
}

/** Reads a video's sources, and leaves out those that lead out of bounds: plain http among them. */
export function readBrightcoveSources(
  sources: unknown,
  bounds: SourceBounds,
): readonly BrightcoveSource[] {
  return Array.isArray(sources) ? sources.flatMap((one: unknown) => readSource(one, bounds)) : [];
}

function readSource(source: unknown, bounds: SourceBounds): readonly BrightcoveSource[] {
  const src = jsonMember(source, 'src');
  const declaredType = jsonMember(source, 'type');
  const type = typeof declaredType === 'string' ? declaredType : '';
  if (typeof src !== 'string') return [];
  const url = urlWithin(src, bounds.media);
  if (url === undefined) return [];
  const format = formatOf(type, url.pathname);
  const media = {
    src,
    type: format === 'hls' ? 'application/x-mpegURL' : type,
    format,
  };
  const declared = jsonMember(source, 'key_systems');
  if (typeof declared !== 'object' || declared === null)
    return [{ ...media, protection: src.includes('aes128') ? 'aes128' : 'clear' }];
  const systems = Object.entries(declared).flatMap(([name, system]) =>
    readKeySystem(name, system, bounds.license),
  );
  if (systems.length === 0) return [];
  return [{ ...media, protection: 'drm', keySystems: Object.fromEntries(systems) }];
}

function formatOf(type: string, path: string): BrightcoveSource['format'] {
  if (/^application\/(x-mpegurl|vnd\.apple\.mpegurl)$/i.test(type)) return 'hls';
  if (type === 'application/dash+xml') return 'dash';
  if (type !== '') return 'other';
  if (path.endsWith('.m3u8')) return 'hls';
  return path.endsWith('.mpd') ? 'dash' : 'other';
}

function readKeySystem(
  name: string,
  system: unknown,
  prefixes: readonly UrlPrefix[],
): readonly (readonly [string, KeySystem])[] {
  const within = (member: string): string | undefined => {
    const value = jsonMember(system, member);
    return typeof value === 'string' && urlWithin(value, prefixes) ? value : undefined;
  };
  const [url, licenseUri, certificateUri] = [
    within('license_url'),
    within('key_request_url'),
    within('certificate_url'),
  ];
  if (licenseUri !== undefined)
    return [[name, { licenseUri, ...(certificateUri !== undefined && { certificateUri }) }]];
  return url === undefined ? [] : [[name, { url }]];
}
