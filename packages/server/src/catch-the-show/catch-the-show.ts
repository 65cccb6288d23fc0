import type { PlaybackSource, UrlPrefix } from '@playgate/protocol';
import { callVendor } from '../call-vendor.ts';
import type { PlaybackGrant } from '../decision.ts';
import { jsonMember } from '../json-member.ts';
import { ServerError } from '../server-error.ts';
import { urlWithin } from '../url-prefixes.ts';
import type { MintContext, MintedPass, Vendor } from '../vendor.ts';
import { checkAccessToken } from './access-token-api.ts';
import type { AccessToken, Resource } from './access-token-api.ts';
import { readCatchTheShowOptions } from './catch-the-show-options.ts';
import type { CatchTheShowOptions, CatchTheShowSettings } from './catch-the-show-options.ts';

/**
 * Catch The Show. A grant's asset is `video:<id>` or `live:<id>`. The vendor is asked what it is; a public film needs no credential, any
 * other gets an access token for just that film, as `Authorization: Bearer` on `mediaUrls` and nowhere else.
 *
 * The vendor's document does not say how access tokens are minted nor how films are looked up; both follow its style here, and the first
 * can be set by `accessTokens`. Nothing of this was tried against a live service.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see Catch The Show, "Authentication overview".
 */
export function catchTheShow(options: CatchTheShowOptions): Vendor {
  const settings = readCatchTheShowOptions(options);
  return {
    id: 'catch-the-show',
    async mint(grant, context) {
      const resource = parseAsset(grant.asset);
      const film = await lookUp(resource, context, settings);
      const token = film.isPublic
        ? undefined
        : await orderToken(resource, grant, context, settings);
      return passFor(film, token, settings);
    },
  };
}

interface Film {
  readonly isPublic: boolean;
  readonly source: PlaybackSource;
}

const ASSET = /^(video|live):([A-Za-z0-9_-]{1,128})$/;

function parseAsset(asset: string): Resource {
  const [, kind, id] = ASSET.exec(asset) ?? [];
  if (id === undefined)
    throw new ServerError(
      'invalid_grant',
      "The grant's asset must be video:<id> or live:<id>, with the vendor's identifier.",
    );
  return { type: kind === 'live' ? 'live_stream' : 'video', id };
}

async function lookUp(
  { type, id }: Resource,
  { now, signal }: MintContext,
  { caller, withKey, baseUrl, mediaPrefixes }: CatchTheShowSettings,
): Promise<Film> {
  const url = `${baseUrl}/${type === 'video' ? 'videos' : 'live-streams'}/${id}`;
  const answer = await withKey((key) => callVendor(caller, { url, key, now, signal }));
  return {
    isPublic: jsonMember(answer, 'is_public') === true,
    source: sourceFrom(jsonMember(answer, 'stream_url'), mediaPrefixes),
  };
}

/** The vendor's answer says which URL, but never which origin: that is configured. */
function sourceFrom(streamUrl: unknown, prefixes: readonly UrlPrefix[]): PlaybackSource {
  const url = typeof streamUrl === 'string' ? urlWithin(streamUrl, prefixes) : undefined;
  if (url === undefined)
    throw new ServerError(
      'vendor_response',
      'Catch The Show named a stream_url outside mediaUrls. If it is right, add its origin and path to mediaUrls.',
    );
  const hls = url.pathname.endsWith('.m3u8');
  return { src: url.href, ...(hls && { type: 'application/x-mpegURL' }) };
}

async function orderToken(
  resource: Resource,
  { viewer, permissions }: PlaybackGrant,
  { now, signal, lifetimeSeconds }: MintContext,
  { caller, withKey, baseUrl, accessTokens, leastPermissions }: CatchTheShowSettings,
): Promise<Required<AccessToken>> {
  const ordered = Math.max(1, Math.floor(lifetimeSeconds));
  const body = accessTokens.body({
    permissions: permissions ?? leastPermissions,
    lifetimeSeconds: ordered,
    resource,
    ...(viewer !== undefined && { viewer }),
  });
  const url = baseUrl + accessTokens.path;
  const answer = await withKey((key) => callVendor(caller, { url, key, body, now, signal }));
  const { token, expiresInSeconds = ordered } = checkAccessToken(accessTokens.read(answer));
  return { token, expiresInSeconds };
}

function passFor(
  { source }: Film,
  token: Required<AccessToken> | undefined,
  { mediaUrls }: CatchTheShowSettings,
): MintedPass {
  const match = { urls: mediaUrls };
  if (token === undefined)
    return { kind: 'pass', source, rules: [{ match, place: [{ kind: 'none' }] }] };
  const value = `Bearer ${token.token}`;
  return {
    kind: 'pass',
    source,
    rules: [{ match, place: [{ kind: 'header', name: 'Authorization', value }] }],
    lifetimeSeconds: token.expiresInSeconds,
  };
}
