import type { RequestKind } from '@playgate/client';

/** By `shaka.net.NetworkingEngine.RequestType`. */
const KINDS: readonly (RequestKind | undefined)[] = [
  'manifest',
  'segment',
  'license',
  'api',
  'timing',
  'certificate',
  'key',
  undefined,
  'steering',
];

/** By `shaka.net.NetworkingEngine.AdvancedRequestType`, within the others. */
const INIT_SEGMENT = 0;
const MEDIA_PLAYLIST = 2;

/** What Shaka asks for. `undefined` for what this version does not know. */
export function classify(type: number, detail: number | undefined): RequestKind | undefined {
  const kind = KINDS[type];
  if (kind === 'segment' && detail === INIT_SEGMENT) return 'init';
  if (kind === 'manifest' && detail === MEDIA_PLAYLIST) return 'playlist';
  return kind;
}
