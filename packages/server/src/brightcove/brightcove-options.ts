import type { UrlPrefix } from '@playgate/protocol';
import { createVendorApi } from '../api/create-vendor-api.ts';
import { parseApiUrl } from '../api/parse-api-url.ts';
import type { VendorApi, VendorApiOptions } from '../api/vendor-api.ts';
import type { PlaybackGrant } from '../mint/decision.ts';
import type { JwtSigner } from '../jwt/jwt-signer.ts';
import { parseOrigins } from '../call/parse-origins.ts';
import { ServerError } from '../server-error.ts';
import { parseUrlPrefixes } from '../url-prefixes.ts';
import type { BrightcoveClaims } from './tokens/brightcove-claims.ts';
import { readBrightcoveSigning } from './tokens/brightcove-signer.ts';
import type { BrightcoveSigning } from './tokens/brightcove-signer.ts';
import type { SourceBounds } from './playback/brightcove-source.ts';
import { preferFormat } from './playback/choose-source.ts';
import type { ChooseSource } from './playback/choose-source.ts';
import type { MintedTokens } from './tokens/minted-tokens.ts';
import { readPlaybackRefusal } from './playback/playback-refusal.ts';

/** Options of `brightcove`. */
export interface BrightcoveOptions extends BrightcoveSigning, VendorApiOptions {
  /**
   * Claims for one grant; those of the grant itself count more. Without any, a token says whose account, how long, and which video.
   */
  readonly claims?: (grant: PlaybackGrant) => BrightcoveClaims;
  /**
   * Whether a token is bound to its video by `conid` unless the claims say otherwise. Default true: then a reference id needs
   * `resolveSource`, which says whose it is, or that claim.
   */
  readonly bindToVideo?: boolean;
  /**
   * Whether the Playback API is asked for the source, which lets it judge the rights at each mint. Default true. Without, the page names
   * the source, and the pass covers whatever protection it has.
   */
  readonly resolveSource?: boolean;
  /** The Playback API that evaluates Playback Rights. Default `https://edge-auth.api.brightcove.com/playback/v1`. */
  readonly playbackUrl?: string;
  /**
   * Where manifests and keys lie: URL prefixes, spelled as in a pass rule. The token goes there and nowhere else, and a source elsewhere
   * is not used. Default `https://manifest.prod.boltdns.net/`.
   */
  readonly mediaUrls?: readonly string[];
  /** Where licences and certificates lie. Default: as `mediaUrls`. */
  readonly licenseUrls?: readonly string[];
  /** Where segments lie, if elsewhere. Nothing is attached there; a refusal opens the source afresh. Default none. */
  readonly segmentUrls?: readonly string[];
  /** Default `hls`. */
  readonly prefer?: 'hls' | 'dash';
  /** Chooses otherwise, for example by what `decide` wrote into the grant's `permissions` about the browser. */
  readonly chooseSource?: ChooseSource;
  /**
   * What becomes of the token that the edge copied from the manifest's URL into those of playlists and keys (HLSe): `replace` puts the
   * newest there, so that a renewal reaches them; `keep` leaves the copied one, and once that has ended the source is opened afresh.
   * Default `replace`.
   */
  readonly childTokens?: 'replace' | 'keep';
  /** Delivery configuration, for each question at the Playback API. */
  readonly configId?: string;
  /** Ad configuration, likewise. */
  readonly adConfigId?: string;
  /** The page's origin, told to the Playback API, where rights name domains: the question comes from this server, not from the page. */
  readonly pageOrigin?: string;
  /**
   * Keeps the tokens that are live, so that a viewer can be cut off. Then every grant must name its viewer, and the claim `uid` names the
   * viewer, too, unless the claims say otherwise: it must not be the same for two.
   */
  readonly mintedTokens?: MintedTokens;
}

/** The options, checked and complete. */
export interface BrightcoveSettings {
  readonly accountId: string;
  readonly signer: JwtSigner;
  readonly claims: (grant: PlaybackGrant) => BrightcoveClaims;
  readonly bindToVideo: boolean;
  /** Absent: the page names the source. */
  readonly api: VendorApi | undefined;
  readonly playbackUrl: string;
  readonly urls: MediaUrls;
  readonly bounds: SourceBounds;
  readonly chooseSource: ChooseSource;
  readonly childTokens: 'replace' | 'keep';
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly pageOrigin: string | undefined;
  readonly mintedTokens: MintedTokens | undefined;
}

/** URL prefixes, as passes spell them. */
export interface MediaUrls {
  readonly media: readonly string[];
  readonly license: readonly string[];
  readonly segment: readonly string[];
}

const PLAYBACK_URL = 'https://edge-auth.api.brightcove.com/playback/v1';
const MEDIA_URLS = ['https://manifest.prod.boltdns.net/'];

/** @throws {ServerError} `config`, naming the option. */
export function readBrightcoveOptions(options: BrightcoveOptions): BrightcoveSettings {
  const { mediaUrls = MEDIA_URLS, licenseUrls = mediaUrls, segmentUrls = [] } = options;
  const { playbackUrl = PLAYBACK_URL, resolveSource = true, childTokens = 'replace' } = options;
  const { prefer = 'hls', pageOrigin } = options;
  if (childTokens !== 'replace' && childTokens !== 'keep')
    throw new ServerError('config', "childTokens must be 'replace' or 'keep'.");
  if (prefer !== 'hls' && prefer !== 'dash')
    throw new ServerError('config', "prefer must be 'hls' or 'dash'.");
  const baseUrl = parseApiUrl(playbackUrl, 'playbackUrl').href.replace(/\/$/, '');
  const api = createVendorApi({
    ...options,
    vendor: 'brightcove',
    name: 'Brightcove',
    baseUrl,
    readRefusal: readPlaybackRefusal,
  });
  return {
    ...readBrightcoveSigning(options),
    claims: options.claims ?? (() => ({})),
    bindToVideo: options.bindToVideo ?? true,
    api: resolveSource ? api : undefined,
    playbackUrl: baseUrl,
    urls: { media: mediaUrls, license: licenseUrls, segment: segmentUrls },
    bounds: readBounds(mediaUrls, licenseUrls, segmentUrls),
    chooseSource: options.chooseSource ?? preferFormat(prefer),
    childTokens,
    query: { config_id: options.configId, ad_config_id: options.adConfigId },
    pageOrigin: pageOrigin === undefined ? undefined : parseOrigins([pageOrigin], 'pageOrigin')[0],
    mintedTokens: options.mintedTokens,
  };
}

function readBounds(
  mediaUrls: readonly string[],
  licenseUrls: readonly string[],
  segmentUrls: readonly string[],
): SourceBounds {
  if (segmentUrls.length > 0) parseUrlPrefixes(segmentUrls, 'segmentUrls');
  const media: readonly UrlPrefix[] = parseUrlPrefixes(mediaUrls, 'mediaUrls');
  return { media, license: parseUrlPrefixes(licenseUrls, 'licenseUrls') };
}
