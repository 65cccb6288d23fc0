import type { PassRule, PlaybackSource } from '@playgate/protocol';
import { apiPath } from '../../api/api-path.ts';
import type { Vendor } from '../../vendor.ts';
import { assertBound } from '../assert-bound.ts';
import { parseBrightcoveAsset } from '../brightcove-asset.ts';
import type { BrightcoveAsset } from '../brightcove-asset.ts';
import { signedByEdge } from './brightcove-rules.ts';
import { signBrightcoveToken } from '../tokens/sign-brightcove-token.ts';
import { readStaticOptions } from './static-options.ts';
import type { BrightcoveStaticOptions, StaticResource, StaticSettings } from './static-options.ts';

/**
 * Brightcove's Static URLs: addresses that are known beforehand, opened by a JWT in the query. A grant's asset is as with `brightcove`; no
 * call is made, and none of the Playback Restrictions apply. What the manifest names lives exactly as long as the token it was asked for
 * with, so let passes last as long as the film.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see Brightcove, "Static URL delivery".
 */
export function brightcoveStatic(options: BrightcoveStaticOptions): Vendor {
  const settings = readStaticOptions(options);
  const { accountId, signer } = settings;
  return {
    id: 'brightcove-static',
    async mint(grant, { now, lifetimeSeconds, signal }) {
      const asset = parseBrightcoveAsset(grant.asset);
      const bind = settings.bindToVideo && asset.by === 'id';
      const claims: Readonly<Record<string, unknown>> = {
        ...(bind && { conid: asset.id }),
        ...settings.claims(grant),
        ...grant.claims,
      };
      if (settings.bindToVideo) assertBound(claims);
      const { token, expiresAt } = await signBrightcoveToken(signer, {
        ...{ accountId, kind: 'static', claims, now, lifetimeSeconds, signal },
      });
      const folder = folderOf(asset, settings);
      return {
        kind: 'pass',
        rules: rulesFor(token, folder, settings),
        source: sourceIn(folder, settings),
        lifetimeSeconds: (expiresAt - now) / 1000,
      };
    },
  };
}

function folderOf(asset: BrightcoveAsset, { accountId, playbackUrl }: StaticSettings): string {
  const path =
    asset.by === 'id'
      ? apiPath`/accounts/${accountId}/videos/${asset.id}/`
      : apiPath`/accounts/${accountId}/videos/ref:${asset.reference}/`;
  return playbackUrl + path.text;
}

function rulesFor(
  token: string,
  folder: string,
  { mediaUrls }: StaticSettings,
): readonly PassRule[] {
  return [
    {
      match: { urls: [folder] },
      place: [{ kind: 'query', params: { bcov_auth: token } }],
      refusals: { 401: 'renew', 403: 'deny' },
    },
    signedByEdge(mediaUrls),
  ];
}

const TYPES: Readonly<Partial<Record<StaticResource, string>>> = {
  'master.m3u8': 'application/x-mpegURL',
  'manifest.mpd': 'application/dash+xml',
  'high.mp4': 'video/mp4',
  'low.mp4': 'video/mp4',
};

function sourceIn(folder: string, settings: StaticSettings): PlaybackSource {
  const type = TYPES[settings.resource];
  const keySystems = keySystemsIn(folder, settings);
  return {
    src: folder + settings.resource + settings.query,
    ...(type !== undefined && { type }),
    ...(keySystems && { keySystems }),
  };
}

/** Where licences are, as videojs-contrib-eme takes it. FairPlay's certificate is the account's, and needs no token. */
function keySystemsIn(
  folder: string,
  { protection, accountId, playbackUrl }: StaticSettings,
): PlaybackSource['keySystems'] {
  const licenses = `${folder}licenses`;
  switch (protection) {
    case 'widevine':
      return { 'com.widevine.alpha': { url: `${licenses}/cenc/widevine` } };
    case 'playready':
      return { 'com.microsoft.playready': { url: `${licenses}/cenc/playready` } };
    case 'fairplay':
      return {
        'com.apple.fps.1_0': {
          licenseUri: `${licenses}/fairplay`,
          certificateUri: `${playbackUrl}/accounts/${accountId}/fairplay_app_cert`,
        },
      };
    default:
      return undefined;
  }
}
