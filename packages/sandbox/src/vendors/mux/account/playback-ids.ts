import { createHash } from 'node:crypto';
import type { Rendition } from '../../../films/film-files.ts';
import { RENDITIONS } from '../../../films/film-files.ts';
import type { JsonObject } from '../../../json-members.ts';
import { isText } from '../../../json-members.ts';
import { allowDetails, check } from './check-details.ts';

/** Who may play: whoever has a token, everybody, or whoever has a token and another one for the licence. */
export const POLICIES = ['signed', 'public', 'drm'] as const;
export type PlaybackPolicy = (typeof POLICIES)[number];

/** A name under which a film can be played. */
export interface PlaybackId {
  /** Letters and digits. */
  readonly id: string;
  /** Id of the film it plays. */
  readonly film: string;
  readonly policy: PlaybackPolicy;
  /** Whether the asset has been prepared, or the live stream is on air. */
  readonly ready: boolean;
}

/** One playlist below a manifest. */
export interface NamedRendition {
  readonly playbackId: PlaybackId;
  readonly rendition: Rendition;
}

export interface PlaybackIds {
  get(id: string): PlaybackId | undefined;
  list(): readonly PlaybackId[];
  /** Makes a playback id, or changes the one of this name. */
  set(details: JsonObject): PlaybackId;
  /** @param opaque What stands for a rendition in URLs. */
  rendition(opaque: string): NamedRendition | undefined;
}

/** What a playback id looks like. Those of the vendor that were seen have about 45 characters. */
export const isPlaybackId = (text: string): boolean => /^[A-Za-z0-9]{10,128}$/.test(text);

/** What stands for a rendition in URLs: nobody can read a playback id from it. */
export const opaqueOf = (id: string, rendition: Rendition): string =>
  digestOf(`${id} ${rendition}`);

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const FIRST: readonly Pick<PlaybackId, 'film' | 'policy'>[] = [
  { film: 'launch-film', policy: 'signed' },
  { film: 'long-film', policy: 'signed' },
  { film: 'live-show', policy: 'signed' },
  { film: 'public-film', policy: 'public' },
  { film: 'launch-film', policy: 'drm' },
];

const LIMIT = 1000;

/** @param isFilm Whether there is such a film. */
export function createPlaybackIds(isFilm: (id: string) => boolean): PlaybackIds {
  const ids = new Map<string, PlaybackId>();
  const renditions = new Map<string, readonly [id: string, rendition: Rendition]>();

  function put(one: PlaybackId): PlaybackId {
    ids.set(one.id, one);
    for (const name of RENDITIONS) renditions.set(opaqueOf(one.id, name), [one.id, name]);
    return one;
  }

  for (const { film, policy } of FIRST)
    put({ id: digestOf(`mux ${policy} ${film}`).slice(0, 44), film, policy, ready: true });
  return {
    get: (id) => ids.get(id),
    list: () => [...ids.values()],
    set(details) {
      allowDetails(details, ['id', 'film', 'policy', 'ready']);
      const { id } = details;
      check(isText(id) && isPlaybackId(id), 'id must be 10 to 128 letters and digits.');
      check(ids.has(id) || ids.size < LIMIT, `There are ${LIMIT} playback ids; more are too many.`);
      return put(changed({ ...fresh(id), ...ids.get(id) }, details, isFilm));
    },
    rendition(opaque) {
      const [id = '', rendition] = renditions.get(opaque) ?? [];
      const playbackId = ids.get(id);
      return playbackId && rendition && { playbackId, rendition };
    },
  };
}

const fresh = (id: string): PlaybackId => ({
  id,
  film: 'launch-film',
  policy: 'signed',
  ready: true,
});

function changed(
  before: PlaybackId,
  { film = before.film, policy = before.policy, ready = before.ready }: JsonObject,
  isFilm: (id: string) => boolean,
): PlaybackId {
  const known = POLICIES.find((one) => one === policy);
  check(isText(film) && isFilm(film), 'film must be the id of a film.');
  check(known !== undefined, `policy must be ${POLICIES.join(', ')}.`);
  check(typeof ready === 'boolean', 'ready must be true or false.');
  return { id: before.id, film, policy: known, ready };
}
