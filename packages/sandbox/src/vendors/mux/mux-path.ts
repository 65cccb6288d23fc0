import type { CaptionLanguage } from '../../films/captions.ts';
import { CAPTION_LANGUAGES } from '../../films/captions.ts';
import type { Audience } from './token/verify-token.ts';

/** What is asked for by playback id, and so with a token. */
export type GuardedPart =
  /** At `stream.mux.com`. */
  | { readonly kind: 'master' }
  | { readonly kind: 'captions'; readonly language: CaptionLanguage }
  /** At `image.mux.com`. */
  | { readonly kind: 'thumbnail' | 'animated' | 'storyboard' }
  | { readonly kind: 'cues' }
  /** At `license.mux.com`. */
  | { readonly kind: 'license' | 'certificate' };

/** What a path names, by what opens it. */
export type MuxPath =
  | { readonly by: 'token'; readonly playbackId: string; readonly part: GuardedPart }
  /** At the hosts of many names that manifests lead to. */
  | { readonly by: 'signature'; readonly opaque: string; readonly file: string };

const FORMS: readonly (readonly [form: RegExp, part: GuardedPart])[] = [
  [/^\/([^/]+)\.m3u8$/, { kind: 'master' }],
  ...CAPTION_LANGUAGES.map(
    (language) =>
      [new RegExp(`^/([^/]+)/text/${language}\\.vtt$`), { kind: 'captions', language }] as const,
  ),
  [/^\/([^/]+)\/thumbnail\.(?:png|jpg|webp)$/, { kind: 'thumbnail' }],
  [/^\/([^/]+)\/animated\.(?:gif|webp)$/, { kind: 'animated' }],
  [/^\/([^/]+)\/storyboard\.(?:png|jpg|webp)$/, { kind: 'storyboard' }],
  [/^\/([^/]+)\/storyboard\.vtt$/, { kind: 'cues' }],
  [/^\/license\/(?:widevine|playready|fairplay)\/([^/]+)$/, { kind: 'license' }],
  [/^\/appcert\/fairplay\/([^/]+)$/, { kind: 'certificate' }],
];

const RENDITION = /^\/([\da-f]{64})\/(rendition\.m3u8)$/;
const CHUNK = /^\/v1\/chunk\/([\da-f]{64})\/(\d{1,9}\.ts|film\.key)$/;

/** `undefined` for a path that names nothing. */
export function parseMuxPath(pathname: string): MuxPath | undefined {
  const [, opaque, file] = RENDITION.exec(pathname) ?? CHUNK.exec(pathname) ?? [];
  if (opaque !== undefined && file !== undefined) return { by: 'signature', opaque, file };
  for (const [form, part] of FORMS) {
    const playbackId = form.exec(pathname)?.[1];
    if (playbackId !== undefined) return { by: 'token', playbackId, part };
  }
  return undefined;
}

const AUDIENCES: Readonly<Record<GuardedPart['kind'], Audience>> = {
  master: 'v',
  captions: 'v',
  thumbnail: 't',
  animated: 'g',
  storyboard: 's',
  cues: 's',
  license: 'd',
  certificate: 'd',
};

/** What the token must be for. */
export const audienceOf = ({ kind }: GuardedPart): Audience => AUDIENCES[kind];

export const isDrm = (part: GuardedPart): boolean => audienceOf(part) === 'd';
