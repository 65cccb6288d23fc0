import type { RequestKind } from '@playgate/client';

const KINDS: Readonly<Record<string, RequestKind>> = {
  MPD: 'manifest',
  XLinkExpansion: 'manifest',
  InitializationSegment: 'init',
  IndexSegment: 'segment',
  MediaSegment: 'segment',
  BitstreamSwitchingSegment: 'init',
  ContentSteering: 'steering',
  license: 'license',
};

/** What dash.js asks for, by the type of its request. `undefined` for what this version does not know. */
export function classify(type: string | undefined): RequestKind | undefined {
  return KINDS[type ?? ''];
}
