import type { PassRule, RefusalAction } from '@playgate/protocol';
import type { MuxKind } from './mux-kind.ts';
import type { MuxUrls } from './mux-options.ts';

/** A token for each kind that a pass opens. */
export type MuxTokens = Readonly<Partial<Record<MuxKind, string>>>;

type Refusals = Readonly<Record<number, RefusalAction>>;

/**
 * What each kind's refusals mean. 403 is everything that can be wrong with a token; 412 an asset that is not ready, or a live stream that
 * is not on air. A picture is asked for again, and then given up: it must not end the film, as two refused passes do.
 */
const REFUSALS: Readonly<Record<MuxKind, Refusals>> = {
  video: { 403: 'renew', 412: 'retry' },
  thumbnail: { 403: 'retry', 412: 'retry' },
  gif: { 403: 'retry', 412: 'retry' },
  storyboard: { 403: 'retry', 412: 'retry' },
  drm_license: { 403: 'renew' },
};

/** Pictures first: what else lies at a playback id is the video's. */
const ORDER: readonly MuxKind[] = ['thumbnail', 'gif', 'storyboard', 'video', 'drm_license'];

/**
 * Where tokens go: into the query, as `token`, each to the addresses of its own kind alone. What a manifest names is signed by the edge and
 * does not carry the token on, so nothing is attached there.
 */
export function muxRules(
  tokens: MuxTokens,
  playbackId: string,
  urls: MuxUrls,
): readonly PassRule[] {
  const rules = ORDER.flatMap((kind): readonly PassRule[] => {
    const token = tokens[kind];
    if (token === undefined) return [];
    return [
      {
        match: { urls: addressesOf(kind, playbackId, urls) },
        place: [{ kind: 'query', params: { token } }],
        refusals: REFUSALS[kind],
      },
    ];
  });
  if (tokens.video === undefined) return rules;
  const edge: PassRule = {
    match: { urls: urls.media },
    place: [{ kind: 'none' }],
    refusals: { 403: 'reload' },
  };
  return [...rules, edge];
}

function addressesOf(
  kind: MuxKind,
  id: string,
  { stream, image, license }: MuxUrls,
): readonly string[] {
  const pictures = (name: string, ...types: readonly string[]): readonly string[] =>
    types.map((type) => `${image}/${id}/${name}.${type}`);
  switch (kind) {
    case 'video':
      return [`${stream}/${id}.m3u8`, `${stream}/${id}/`];
    case 'thumbnail':
      return pictures('thumbnail', 'webp', 'jpg', 'png');
    case 'gif':
      return pictures('animated', 'gif', 'webp');
    case 'storyboard':
      return pictures('storyboard', 'vtt', 'json', 'webp', 'jpg', 'png');
    case 'drm_license':
      return [
        `${license}/license/widevine/${id}`,
        `${license}/license/playready/${id}`,
        `${license}/license/fairplay/${id}`,
        `${license}/appcert/fairplay/${id}`,
      ];
  }
}
