import { parseApiUrl } from '../api/parse-api-url.ts';
import type { PlaybackGrant } from '../mint/decision.ts';
import { ServerError } from '../server-error.ts';
import { parseUrlPrefixes } from '../url-prefixes.ts';
import { isMuxKind, KINDS } from './mux-kind.ts';
import type { MuxKind } from './mux-kind.ts';
import type { MuxParams } from './mux-params.ts';
import { readMuxSigning } from './mux-signing.ts';
import type { MuxSigner, MuxSigning } from './mux-signing.ts';

/** Options of `mux`. */
export interface MuxOptions extends MuxSigning {
  /**
   * What a pass opens; each kind takes a token of its own. A grant's `permissions` count instead, where it has any. Default `video`,
   * `thumbnail` and `storyboard`; name `drm_license` for playback ids under DRM.
   */
  readonly kinds?: readonly MuxKind[];
  /** Parameters for the token of one kind. Those that a grant has as its `claims` count more; they are the video's. Default none. */
  readonly params?: (kind: MuxKind, grant: PlaybackGrant) => MuxParams;
  /**
   * Id of a playback restriction (referrers, user agents), or what gives it for one grant; every token of the pass names it. Default none.
   */
  readonly playbackRestrictionId?: string | ((grant: PlaybackGrant) => string | undefined);
  /** Where manifests are. Default `https://stream.mux.com`; another with a domain of your own. */
  readonly streamUrl?: string;
  /** Where pictures are. Default `https://image.mux.com`. */
  readonly imageUrl?: string;
  /** Where licences are. Default `https://license.mux.com`. */
  readonly licenseUrl?: string;
  /**
   * Where manifests lead: URL prefixes, spelled as in a pass rule. Nothing is attached there, since those URLs carry what they need; a
   * refusal opens the source afresh. Default: one label below `fastly.mux.com`, `cfcdn.mux.com` and `edgemv.mux.com`, which were seen in use.
   */
  readonly mediaUrls?: readonly string[];
}

/** The options, checked and complete. */
export interface MuxSettings extends MuxSigner {
  readonly kinds: readonly MuxKind[];
  readonly params: (kind: MuxKind, grant: PlaybackGrant) => MuxParams;
  readonly restriction: (grant: PlaybackGrant) => string | undefined;
  readonly urls: MuxUrls;
}

/** Origins with their path, without a slash at the end; `media` are URL prefixes. */
export interface MuxUrls {
  readonly stream: string;
  readonly image: string;
  readonly license: string;
  readonly media: readonly string[];
}

const MEDIA_URLS = [
  'https://*.fastly.mux.com/',
  'https://*.cfcdn.mux.com/',
  'https://*.edgemv.mux.com/',
];

/** @throws {ServerError} `config`, naming the option. */
export function readMuxOptions(options: MuxOptions): MuxSettings {
  const { kinds = ['video', 'thumbnail', 'storyboard'], params = () => ({}) } = options;
  const { playbackRestrictionId: restriction, mediaUrls = MEDIA_URLS } = options;
  const { streamUrl = 'https://stream.mux.com' } = options;
  const { imageUrl = 'https://image.mux.com', licenseUrl = 'https://license.mux.com' } = options;
  if (!Array.isArray(kinds) || kinds.length === 0 || !kinds.every(isMuxKind))
    throw new ServerError('config', `kinds must be a list of ${KINDS}.`);
  parseUrlPrefixes(mediaUrls, 'mediaUrls');
  return {
    ...readMuxSigning(options),
    kinds,
    params,
    restriction: typeof restriction === 'function' ? restriction : () => restriction,
    urls: {
      stream: readBase(streamUrl, 'streamUrl'),
      image: readBase(imageUrl, 'imageUrl'),
      license: readBase(licenseUrl, 'licenseUrl'),
      media: mediaUrls,
    },
  };
}

function readBase(url: string, name: string): string {
  return parseApiUrl(url, name).href.replace(/\/$/, '');
}
