import type { PlaybackSource, UrlPrefix } from '@playgate/protocol';
import { ServerError } from '../../server-error.ts';
import { parseUrlPrefixes, urlWithin } from '../../url-prefixes.ts';

/** What a grant's asset names. */
export interface StapiFilm {
  readonly kind: 'video' | 'live';
  readonly id: string;
}

/** Where one film lies. */
export interface FilmPlace {
  /** What the token goes to: URL prefixes below `mediaUrls`, without wildcard. The first is the film's name as a resource. */
  readonly urls: readonly [string, ...string[]];
  /** What to play, below `mediaUrls`. */
  readonly source: PlaybackSource;
}

/** Where films lie. */
export interface FilmPlaceOptions {
  /** URL prefixes, spelled as in a pass rule. Tokens go there and nowhere else. */
  readonly mediaUrls: readonly string[];
  /** Where a film lies. The vendor's document does not say. Default: `<id>/master.m3u8` below the first of `mediaUrls`. */
  readonly locate?: (film: StapiFilm) => FilmPlace;
}

const ASSET = /^(video|live):([A-Za-z0-9_-]{1,128})$/;

/** @throws {ServerError} `invalid_grant` */
export function parseAsset(asset: string): StapiFilm {
  const [, kind, id] = ASSET.exec(asset) ?? [];
  if (id === undefined)
    throw new ServerError(
      'invalid_grant',
      "The grant's asset must be video:<id> or live:<id>, with the vendor's identifier.",
    );
  return { kind: kind === 'live' ? 'live' : 'video', id };
}

/**
 * Makes what says where a film lies.
 *
 * @throws {ServerError} `config`, naming the option; so does what it makes, for a place outside `mediaUrls`.
 */
export function filmLocator(options: FilmPlaceOptions): (film: StapiFilm) => FilmPlace {
  const { mediaUrls } = options;
  const prefixes = parseUrlPrefixes(mediaUrls, 'mediaUrls');
  const locate = options.locate ?? locateBelow(mediaUrls[0] ?? '');
  return (film) => {
    const place = locate(film);
    for (const url of [...place.urls, place.source.src]) checkWithin(url, prefixes);
    return place;
  };
}

function locateBelow(base: string): (film: StapiFilm) => FilmPlace {
  if (base.includes('*') || !base.endsWith('/'))
    throw new ServerError(
      'config',
      'The first of mediaUrls must end with / and have no wildcard; or give locate, which says where a film lies.',
    );
  return ({ id }) => ({
    urls: [`${base}${id}/`],
    source: { src: `${base}${id}/master.m3u8`, type: 'application/x-mpegURL' },
  });
}

function checkWithin(url: string, prefixes: readonly UrlPrefix[]): void {
  if (urlWithin(url, prefixes) === undefined)
    throw new ServerError(
      'config',
      'locate named a URL outside mediaUrls. If it is right, add its origin and path to mediaUrls.',
    );
}
