import type { Video } from '../account/videos.ts';

export interface FoundVideos {
  /** Before `limit` and `offset`. */
  readonly count: number;
  readonly videos: readonly Video[];
}

const DEFAULT_LIMIT = 20;
const MOST = 1000;

/**
 * `q` is a word of the reference id, or `tags:` and a tag; the vendor's own language knows more.
 *
 * @see Brightcove, "Playback API reference": `q`, `limit`, `offset`.
 */
export function searchVideos(videos: readonly Video[], query: URLSearchParams): FoundVideos {
  const q = query.get('q') ?? '';
  const found = videos.filter(({ tags, referenceId = '' }) =>
    q.startsWith('tags:') ? tags.includes(q.slice('tags:'.length)) : referenceId.includes(q),
  );
  const offset = wholeNumber(query.get('offset'), 0);
  const limit = Math.min(MOST, wholeNumber(query.get('limit'), DEFAULT_LIMIT));
  return { count: found.length, videos: found.slice(offset, offset + limit) };
}

const wholeNumber = (text: string | null, otherwise: number): number =>
  text !== null && /^\d{1,6}$/.test(text) ? Number(text) : otherwise;
