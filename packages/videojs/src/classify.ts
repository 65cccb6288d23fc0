import type { RequestKind } from '@playgate/client';
import type { VhsRequestOptions } from './player.ts';

const KINDS: Readonly<Partial<Record<string, RequestKind>>> = {
  'dash-manifest': 'manifest',
  // The index of a file that also holds the segments.
  'dash-sidx': 'segment',
  'dash-clock-sync': 'timing',
  'content-steering-manifest': 'steering',
  segment: 'segment',
  'segment-key': 'key',
  'segment-media-initialization': 'init',
  license: 'license',
};

/**
 * What a request of VHS is for.
 *
 * VHS calls multivariant and media playlists the same, so the one at the source's own URL is the manifest. Its probe of a DASH
 * container bears no label; it is the only such request that looks at the answer while it comes.
 *
 * @returns `undefined` for labels that this version does not know.
 */
export function classify(
  { uri, requestType, beforeSend }: VhsRequestOptions,
  source: string | undefined,
): RequestKind | undefined {
  if (requestType === 'hls-playlist') return uri === source ? 'manifest' : 'playlist';
  if (requestType === undefined) return beforeSend === undefined ? undefined : 'segment';
  return KINDS[requestType];
}
