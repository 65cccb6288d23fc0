/** The rows in which requests are drawn, top to bottom. */
export const requestRows = ['playlist', 'segment', 'key', 'other'] as const;

export type RequestRow = (typeof requestRows)[number];

const ROW_OF: Readonly<Record<string, RequestRow>> = {
  manifest: 'playlist',
  playlist: 'playlist',
  segment: 'segment',
  init: 'segment',
  key: 'key',
  track: 'other',
  image: 'other',
  other: 'other',
};

/** Where a kind of request is drawn; `undefined` for what is no media request. */
export function requestRow(kind: string): RequestRow | undefined {
  return ROW_OF[kind];
}
