import type { CaptionLanguage } from '../../../films/captions.ts';
import { CAPTION_LANGUAGES } from '../../../films/captions.ts';
import type { Rendition } from '../../../films/film-files.ts';
import type { Delivery } from '../account/videos.ts';
import { DELIVERIES } from '../account/videos.ts';
import { renditionOf } from './media-urls.ts';

/** What a media URL names. */
export interface MediaPath {
  readonly delivery: Delivery;
  readonly accountId: string;
  readonly assetId: string;
  readonly part:
    | { readonly kind: 'master' }
    | { readonly kind: 'dash' }
    | { readonly kind: 'rendition'; readonly rendition: Rendition }
    | { readonly kind: 'segment'; readonly rendition: Rendition; readonly file: string }
    | { readonly kind: 'captions'; readonly language: CaptionLanguage }
    | { readonly kind: 'poster' };
}

const DELIVERY = `(?<delivery>${DELIVERIES.join('|')})`;
const ASSET = String.raw`(?<account>\d+)/(?<asset>[\da-f-]{36})`;
const RENDITION = '(?<rendition>[\\da-f-]{36})';

const FORMS = [
  new RegExp(`^/manifest/v1/hls/v4/${DELIVERY}/${ASSET}/(6s|10s)/(?<master>master)\\.m3u8$`),
  new RegExp(`^/manifest/v1/hls/v4/${DELIVERY}/${ASSET}/${RENDITION}/(6s|10s)/rendition\\.m3u8$`),
  new RegExp(
    `^/manifest/v1/dash/live-baseurl/${DELIVERY}/${ASSET}/(6s|10s)/(?<dash>manifest)\\.mpd$`,
  ),
  new RegExp(`^/media/v1/hls/v4/${DELIVERY}/${ASSET}/${RENDITION}/(?<segment>\\d+\\.ts)$`),
  new RegExp(`^/media/v1/text/${DELIVERY}/${ASSET}/captions/(?<language>\\w+)\\.vtt$`),
  new RegExp(`^/media/v1/image/${DELIVERY}/${ASSET}/(?<poster>poster)\\.svg$`),
];

/** `undefined` for a path that names nothing. */
export function parseMediaPath(pathname: string): MediaPath | undefined {
  for (const form of FORMS) {
    const groups = form.exec(pathname)?.groups;
    if (!groups) continue;
    const { account: accountId = '', asset: assetId = '' } = groups;
    const delivery = DELIVERIES.find((name) => name === groups['delivery']);
    const part = partOf(assetId, groups);
    return delivery && part && { delivery, accountId, assetId, part };
  }
  return undefined;
}

function partOf(
  assetId: string,
  groups: Readonly<Record<string, string | undefined>>,
): MediaPath['part'] | undefined {
  if (groups['master'] !== undefined) return { kind: 'master' };
  if (groups['dash'] !== undefined) return { kind: 'dash' };
  if (groups['poster'] !== undefined) return { kind: 'poster' };
  const language = CAPTION_LANGUAGES.find((name) => name === groups['language']);
  if (language) return { kind: 'captions', language };
  const rendition = renditionOf(assetId, groups['rendition'] ?? '');
  const file = groups['segment'];
  if (!rendition) return undefined;
  return file === undefined
    ? { kind: 'rendition', rendition }
    : { kind: 'segment', rendition, file };
}
