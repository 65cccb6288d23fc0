import type { RequestKind } from '@playgate/client';
import type { LoaderContext } from './hls.ts';

const KINDS: Readonly<Record<string, RequestKind>> = {
  manifest: 'manifest',
  level: 'playlist',
  audioTrack: 'playlist',
  subtitleTrack: 'playlist',
  'steering-manifest': 'steering',
  'server-certificate': 'certificate',
};

/** What hls.js loads. `undefined` for what this version does not know. */
export function classify({ type, frag, keyInfo }: LoaderContext): RequestKind | undefined {
  if (keyInfo !== undefined) return 'key';
  if (frag !== undefined) return frag.sn === 'initSegment' ? 'init' : 'segment';
  return KINDS[type ?? ''];
}
