/** What a request is for, judged by its path alone. */
export const REQUEST_KINDS = [
  'manifest',
  'playlist',
  'segment',
  'key',
  'license',
  'track',
  'api',
  'embed',
  'other',
] as const;

export type RequestKind = (typeof REQUEST_KINDS)[number];

export const isRequestKind = (value: unknown): value is RequestKind =>
  REQUEST_KINDS.some((kind) => kind === value);

/** @param otherwise What a path is that does not end like a media file. */
export function requestKind(path: string, otherwise: RequestKind = 'other'): RequestKind {
  if (path.endsWith('/master.m3u8') || path.endsWith('.mpd')) return 'manifest';
  if (path.endsWith('.m3u8')) return 'playlist';
  if (/\.(ts|m4s|mp4)$/.test(path)) return 'segment';
  if (path.endsWith('.key')) return 'key';
  if (path.endsWith('.vtt')) return 'track';
  if (/\/license\/\w+$/.test(path)) return 'license';
  return otherwise;
}
