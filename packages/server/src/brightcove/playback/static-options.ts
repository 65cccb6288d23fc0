import { parseApiUrl } from '../../api/parse-api-url.ts';
import type { PlaybackGrant } from '../../mint/decision.ts';
import type { JwtSigner } from '../../jwt/jwt-signer.ts';
import { ServerError } from '../../server-error.ts';
import { parseUrlPrefixes } from '../../url-prefixes.ts';
import type { BrightcoveStaticClaims } from '../tokens/brightcove-claims.ts';
import { readBrightcoveSigning } from '../tokens/brightcove-signer.ts';
import type { BrightcoveSigning } from '../tokens/brightcove-signer.ts';

/** What a Static URL can give that a player plays. */
export type StaticResource =
  'master.m3u8' | 'manifest.mpd' | 'hls.vmap' | 'dash.vmap' | 'high.mp4' | 'low.mp4';

/** Options of `brightcoveStatic`. */
export interface BrightcoveStaticOptions extends BrightcoveSigning {
  /** Default `master.m3u8`. Of live streams there are only that and `hls.vmap`. */
  readonly resource?: StaticResource;
  /** How the media is to be protected: the claim `pro`. Default: not at all. */
  readonly protection?: NonNullable<BrightcoveStaticClaims['pro']>;
  /** Id of an ad configuration: the claim `vod.ssai`, which VMAP needs. */
  readonly ssai?: string;
  /** Further claims for one grant; those of the grant itself count more. */
  readonly claims?: (grant: PlaybackGrant) => BrightcoveStaticClaims;
  /**
   * Whether a token is bound to its video by `conid` unless the claims say otherwise. Default true: then a reference id needs that claim,
   * since no call says whose it is.
   */
  readonly bindToVideo?: boolean;
  /** Delivery configuration; a claim `drules` counts more. */
  readonly configId?: string;
  /** Default `https://edge.api.brightcove.com/playback/v1`. */
  readonly playbackUrl?: string;
  /**
   * Where the manifest leads: URL prefixes, spelled as in a pass rule. Nothing is attached there, since those URLs carry what they need;
   * a refusal opens the source afresh. Default `https://manifest.prod.boltdns.net/`.
   */
  readonly mediaUrls?: readonly string[];
}

/** The options, checked and complete. */
export interface StaticSettings {
  readonly accountId: string;
  readonly signer: JwtSigner;
  readonly resource: StaticResource;
  readonly protection: BrightcoveStaticClaims['pro'];
  readonly claims: (grant: PlaybackGrant) => BrightcoveStaticClaims;
  readonly bindToVideo: boolean;
  readonly query: string;
  readonly playbackUrl: string;
  readonly mediaUrls: readonly string[];
}

const RESOURCES: readonly StaticResource[] = [
  ...(['master.m3u8', 'manifest.mpd', 'hls.vmap', 'dash.vmap'] as const),
  ...(['high.mp4', 'low.mp4'] as const),
];

/** @throws {ServerError} `config`, naming the option. */
export function readStaticOptions(options: BrightcoveStaticOptions): StaticSettings {
  const { resource = 'master.m3u8', protection, ssai, claims = () => ({}), configId } = options;
  const { playbackUrl = 'https://edge.api.brightcove.com/playback/v1' } = options;
  const { mediaUrls = ['https://manifest.prod.boltdns.net/'] } = options;
  if (!RESOURCES.includes(resource))
    throw new ServerError('config', `resource must be one of ${RESOURCES.join(', ')}.`);
  if (resource.endsWith('.vmap') && ssai === undefined && options.claims === undefined)
    throw new ServerError('config', 'ssai is missing: VMAP needs the id of an ad configuration.');
  parseUrlPrefixes(mediaUrls, 'mediaUrls');
  return {
    ...readBrightcoveSigning(options),
    resource,
    protection,
    claims: (grant) => ({
      ...(protection !== undefined && { pro: protection }),
      ...(ssai !== undefined && { vod: { ssai } }),
      ...claims(grant),
    }),
    bindToVideo: options.bindToVideo ?? true,
    query: configId === undefined ? '' : `?config_id=${encodeURIComponent(configId)}`,
    playbackUrl: parseApiUrl(playbackUrl, 'playbackUrl').href.replace(/\/$/, ''),
    mediaUrls,
  };
}
