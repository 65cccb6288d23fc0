import type { CaptionLanguage } from '../../../films/captions.ts';
import type { Rendition } from '../../../films/film-files.ts';
import { RENDITIONS } from '../../../films/film-files.ts';
import type { Delivery, Video } from '../account/videos.ts';
import { uuidOf } from '../account/videos.ts';

/** How media URLs can be called for, each with a signature of its own kind. */
export type MediaScope = 'manifest' | 'media';

/** What a signature in `fastly_token` opens. */
export const scopeOf = (scope: MediaScope, delivery: Delivery, assetId: string): string =>
  `${scope}/${delivery}/${assetId}`;

export interface MediaPlace {
  /** The sandbox's own, as the request called it. */
  readonly origin: string;
  readonly accountId: string;
  readonly video: Video;
  readonly delivery: Delivery;
}

/** What goes on every URL below a manifest. */
export interface MediaQuery {
  readonly fastlyToken: string;
  /** The viewer's token, copied from the request for the master manifest. */
  readonly bcovAuth?: string;
}

/** What a manifest, or a video's description, names. */
export interface MediaUrls {
  rendition(name: Rendition): string;
  /** @param file For example `0.ts`. */
  segment(name: Rendition, file: string): string;
  key(): string;
  license(system: LicenseSystem): string;
  certificate(): string;
  captions(language: CaptionLanguage): string;
  poster(): string;
}

/** Key systems as they stand in the path of a licence. */
export const LICENSE_SYSTEMS = ['cenc/widevine', 'cenc/playready', 'fairplay'] as const;
export type LicenseSystem = (typeof LICENSE_SYSTEMS)[number];

/** What names a rendition in URLs. */
export const renditionId = (assetId: string, name: Rendition): string =>
  uuidOf(`${assetId} ${name}`);

export const renditionOf = (assetId: string, id: string): Rendition | undefined =>
  RENDITIONS.find((name) => renditionId(assetId, name) === id);

/** What names the one key of an asset. */
export const keyIdOf = (assetId: string): string => uuidOf(`${assetId} key`);

const withQuery = (url: string, { fastlyToken, bcovAuth }: MediaQuery): string =>
  `${url}?fastly_token=${encodeURIComponent(fastlyToken)}${
    bcovAuth === undefined ? '' : `&bcov_auth=${encodeURIComponent(bcovAuth)}`
  }`;

const MANIFESTS = {
  hls: { folder: 'hls/v4', file: '10s/master.m3u8' },
  dash: { folder: 'dash/live-baseurl', file: '6s/manifest.mpd' },
} as const;

/** The manifest that the Playback API names. */
export function manifestUrl(
  { origin, accountId, video, delivery }: MediaPlace,
  format: keyof typeof MANIFESTS,
  fastlyToken: string,
): string {
  const { folder, file } = MANIFESTS[format];
  const path = `/manifest/v1/${folder}/${delivery}/${accountId}/${video.assetId}/${file}`;
  return withQuery(origin + path, { fastlyToken });
}

/**
 * What a manifest names. Shapes as seen in manifests of the vendor; where segments, captions and pictures lie is this sandbox's.
 */
export function mediaUrls(place: MediaPlace, query: MediaQuery): MediaUrls {
  const { origin, accountId, video, delivery } = place;
  const { assetId } = video;
  const below = `${accountId}/${assetId}`;
  const url = (path: string): string => withQuery(origin + path, query);
  // Segments never need the viewer's token, and so never get it.
  const plain = (path: string): string =>
    withQuery(origin + path, { fastlyToken: query.fastlyToken });
  return {
    rendition: (name) =>
      url(
        `/manifest/v1/hls/v4/${delivery}/${below}/${renditionId(assetId, name)}/10s/rendition.m3u8`,
      ),
    segment: (name, file) =>
      plain(`/media/v1/hls/v4/${delivery}/${below}/${renditionId(assetId, name)}/${file}`),
    key: () => url(`/license/v1/aes128/${below}/${keyIdOf(assetId)}`),
    license: (system) => plain(`/license/v1/${system}/${below}/${keyIdOf(assetId)}`),
    certificate: () => `${origin}/license/v1/fairplay_app_cert/${accountId}`,
    captions: (language) => plain(`/media/v1/text/${delivery}/${below}/captions/${language}.vtt`),
    poster: () => plain(`/media/v1/image/${delivery}/${below}/poster.svg`),
  };
}
