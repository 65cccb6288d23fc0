import type { Film, Films } from '../../films/films.ts';

/** A video of the account: a film that is there, or one that is still to come. */
export interface Video {
  readonly id: string;
  readonly title: string;
  /** The vendor's document shows that there is a status, and no value. */
  readonly status: 'created' | 'ready';
}

/** The videos of the account: the films of the sandbox, and what is uploaded here. */
export interface Videos {
  /** Those after `after`, oldest first; `undefined` where there is no such video to begin after. */
  page(after: string | undefined, limit: number): VideoPage | undefined;
  get(id: string): Video | undefined;
  /** `undefined` when there is no room for more. */
  create(title: string): Video | undefined;
  /** Its content has come: it plays from now on. */
  fill(id: string): Video | undefined;
}

export interface VideoPage {
  readonly data: readonly Video[];
  /** Present when there are more: the id of the last one here. */
  readonly last?: string;
}

const LIMIT = 500;
const UPLOADED_SECONDS = 40;

export function createVideos(films: Films, randomText: () => string): Videos {
  const awaited = new Map<string, Video>();
  const all = (): readonly Video[] => [
    ...films.list().filter(isRecorded).map(describe),
    ...awaited.values(),
  ];
  const get = (id: string): Video | undefined => all().find((video) => video.id === id);
  return {
    page(after, limit) {
      const videos = all();
      const from = after === undefined ? 0 : videos.findIndex(({ id }) => id === after) + 1;
      if (after !== undefined && from === 0) return undefined;
      const data = videos.slice(from, from + limit);
      const last = data.at(-1);
      return { data, ...(last && from + limit < videos.length && { last: last.id }) };
    },
    get,
    create(title) {
      if (awaited.size >= LIMIT) return undefined;
      const video: Video = { id: randomText(), title, status: 'created' };
      awaited.set(video.id, video);
      return video;
    },
    fill(id) {
      const video = awaited.get(id);
      if (video === undefined) return undefined;
      awaited.delete(id);
      const { title } = video;
      const words = { id, title, description: '', isPublic: false, tags: [] };
      films.add({ kind: 'recorded', seconds: UPLOADED_SECONDS, ...words });
      return get(id);
    },
  };
}

const isRecorded = (film: Film): boolean => film.kind === 'recorded';

const describe = ({ id, title }: Film): Video => ({ id, title, status: 'ready' });
