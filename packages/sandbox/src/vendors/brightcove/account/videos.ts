import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../json-members.ts';
import { isTexts } from '../../../json-members.ts';
import {
  allowDetails,
  detail,
  isCount,
  isDigits,
  isFlag,
  isName,
  isWordOf,
  neededDetail,
} from '../command-details.ts';

/** How a video's media are protected: not at all, by HLSe's AES-128 keys, by DRM. */
export const DELIVERIES = ['clear', 'aes128', 'bccenc'] as const;
export type Delivery = (typeof DELIVERIES)[number];

/** A video of the account. */
export interface Video {
  /** Digits. */
  readonly id: string;
  readonly referenceId?: string;
  /** Id of the film it plays. */
  readonly film: string;
  /** A UUID; names it in the URLs of media. */
  readonly assetId: string;
  readonly delivery: Delivery;
  readonly tags: readonly string[];
  readonly active: boolean;
  /** Whether it has been ingested. */
  readonly complete: boolean;
  /** Seconds since 1970: the schedule of the content management, before any right. */
  readonly startsAt?: number;
  readonly endsAt?: number;
  /** Countries of the content management; none means all. */
  readonly countries: readonly string[];
  /** Id of its playback right. */
  readonly right: string;
}

export interface Videos {
  /** @param name An id, or `ref:` and a reference id. */
  find(name: string): Video | undefined;
  withAsset(assetId: string): Video | undefined;
  list(): readonly Video[];
  /** Makes a video, or changes the one of this id. */
  set(details: JsonObject): Video;
}

/** The right that every video has from the start: it asks for a token, and for nothing else. */
export const DEFAULT_RIGHT = 'default';

/** A right that asks for nothing. */
export const OPEN_RIGHT = 'open';

const LIMIT = 1000;

const FIRST: readonly JsonObject[] = [
  {
    id: '6300000000001',
    referenceId: 'launch-film',
    film: 'launch-film',
    tags: ['launch', 'demo'],
  },
  { id: '6300000000002', referenceId: 'long-film', film: 'long-film', tags: ['demo'] },
  {
    ...{
      id: '6300000000003',
      referenceId: 'public-film',
      film: 'public-film',
      tags: ['demo', 'public'],
    },
    ...{ delivery: 'clear', right: OPEN_RIGHT },
  },
  { id: '6300000000004', referenceId: 'live-show', film: 'live-show', tags: ['live', 'demo'] },
  {
    ...{ id: '6300000000005', referenceId: 'drm-film', film: 'launch-film', tags: ['demo'] },
    delivery: 'bccenc',
  },
];

/** @param isFilm Whether there is such a film. */
export function createVideos(isFilm: (id: string) => boolean): Videos {
  const videos = new Map<string, Video>();
  const all = (): readonly Video[] => [...videos.values()];
  const set = (details: JsonObject): Video => {
    const id = neededDetail(details, 'id', isDigits, 'at most 20 digits');
    const film = (value: unknown): value is string => isName(value) && isFilm(value);
    const video = changeVideo(videos.get(id) ?? freshVideo(id), details, film);
    if (videos.size < LIMIT || videos.has(id)) videos.set(id, video);
    return video;
  };
  for (const details of FIRST) set(details);
  return {
    find: (name) =>
      name.startsWith('ref:')
        ? all().find(({ referenceId }) => referenceId === name.slice('ref:'.length))
        : videos.get(name),
    withAsset: (assetId) => all().find((video) => video.assetId === assetId),
    list: all,
    set,
  };
}

/** The same text always gives the same UUID. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join('-');
}

const freshVideo = (id: string): Video => ({
  id,
  film: 'launch-film',
  assetId: uuidOf(id),
  delivery: 'aes128',
  tags: [],
  active: true,
  complete: true,
  countries: [],
  right: DEFAULT_RIGHT,
});

const MEMBERS = [
  ...['id', 'referenceId', 'film', 'delivery', 'tags', 'active', 'complete'],
  ...['startsAt', 'endsAt', 'countries', 'right'],
];

const isDelivery = isWordOf(DELIVERIES);

function changeVideo(
  video: Video,
  details: JsonObject,
  isFilm: (value: unknown) => value is string,
): Video {
  allowDetails(details, MEMBERS);
  const referenceId = detail(details, 'referenceId', isName, 'a text') ?? video.referenceId;
  const startsAt = detail(details, 'startsAt', isCount, 'seconds since 1970') ?? video.startsAt;
  const endsAt = detail(details, 'endsAt', isCount, 'seconds since 1970') ?? video.endsAt;
  return {
    ...video,
    ...(referenceId !== undefined && { referenceId }),
    film: detail(details, 'film', isFilm, 'the id of a film') ?? video.film,
    delivery: detail(details, 'delivery', isDelivery, DELIVERIES.join(' or ')) ?? video.delivery,
    tags: detail(details, 'tags', isTexts, 'a list of texts') ?? video.tags,
    active: detail(details, 'active', isFlag, 'true or false') ?? video.active,
    complete: detail(details, 'complete', isFlag, 'true or false') ?? video.complete,
    ...(startsAt !== undefined && { startsAt }),
    ...(endsAt !== undefined && { endsAt }),
    countries: detail(details, 'countries', isTexts, 'a list of countries') ?? video.countries,
    right: detail(details, 'right', isName, 'the id of a right') ?? video.right,
  };
}

/** Whether the content management lets it play at all. */
export function isPlayable(video: Video, nowMs: number): boolean {
  const { active, complete, startsAt = -Infinity, endsAt = Infinity } = video;
  return active && complete && nowMs >= startsAt * 1000 && nowMs < endsAt * 1000;
}
