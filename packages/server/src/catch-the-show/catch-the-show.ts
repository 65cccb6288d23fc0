import type { PlaybackSource, UrlPrefix } from '@playgate/protocol';
import { apiPath } from '../api/api-path.ts';
import type { ApiCall } from '../api/vendor-api.ts';
import { ServerError } from '../server-error.ts';
import { urlWithin } from '../url-prefixes.ts';
import type { Vendor } from '../vendor.ts';
import type { Resource } from './access-token-api.ts';
import { readCatchTheShowOptions } from './catch-the-show-options.ts';
import type { CatchTheShowOptions, CatchTheShowSettings } from './catch-the-show-options.ts';
import { VENDOR_ID } from './connect.ts';
import { flagMember, textMember } from './members.ts';
import { below } from './paths.ts';

/**
 * Catch The Show. A grant's asset is `video:<id>` or `live:<id>`. The vendor is asked what it is; a public film needs no credential, any
 * other gets an access token for just that film, as `Authorization: Bearer` on `mediaUrls`, on `pageApiUrls` if they are given, and nowhere
 * else.
 *
 * The vendor's document does not say how access tokens are minted nor how films are looked up; both follow its style here, and can be set
 * by `accessTokens` and `paths`. Nothing of this was tried against a live service.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see Catch The Show, "Authentication overview".
 */
export function catchTheShow(options: CatchTheShowOptions): Vendor {
  const settings = readCatchTheShowOptions(options);
  return {
    id: VENDOR_ID,
    async mint(grant, { signal, correlationId, lifetimeSeconds }) {
      const { asset, viewer, permissions } = grant;
      const resource = parseAsset(asset);
      const whom = viewer === undefined ? {} : { viewer };
      const { withinMs } = settings;
      const call: CallDetails = { signal, correlationId, withinMs, resource: asset, ...whom };
      const film = await lookUp(resource, call, settings);
      const { source } = film;
      if (film.isPublic) return { kind: 'pass', source, rules: settings.rulesFor(undefined) };
      const seconds = Math.max(1, Math.floor(lifetimeSeconds));
      const order = { permissions, lifetimeSeconds: seconds, resource, ...whom };
      const { token, expiresInSeconds } = await settings.issue(order, call);
      const rules = settings.rulesFor(token.reveal());
      return { kind: 'pass', source, rules, lifetimeSeconds: expiresInSeconds };
    },
  };
}

/** What all calls of one mint have in common. */
type CallDetails = Omit<ApiCall, 'method' | 'path'> & { readonly correlationId: string };

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
  call: CallDetails,
  { connection, mediaPrefixes }: CatchTheShowSettings,
): Promise<Film> {
  const { videos, liveStreams } = connection.paths;
  const path = below(type === 'video' ? videos : liveStreams, apiPath`/${id}`);
  const { isPublic, streamUrl } = await connection.ask(
    { ...call, method: 'GET', path },
    {
      what: 'a film',
      read: (answer) => ({
        isPublic: flagMember(answer, 'is_public') === true,
        streamUrl: textMember(answer, 'stream_url'),
      }),
    },
  );
  return { isPublic, source: sourceFrom(streamUrl, mediaPrefixes, call.correlationId) };
}

/** The vendor's answer says which URL, but never which origin: that is configured. */
function sourceFrom(
  streamUrl: string | undefined,
  prefixes: readonly UrlPrefix[],
  correlationId: string,
): PlaybackSource {
  const url = streamUrl === undefined ? undefined : urlWithin(streamUrl, prefixes);
  if (url === undefined)
    throw new ServerError(
      'vendor_response',
      'Catch The Show named a stream_url outside mediaUrls. If it is right, add its origin and path to mediaUrls.',
      { vendor: VENDOR_ID, correlationId },
    );
  const hls = url.pathname.endsWith('.m3u8');
  return { src: url.href, ...(hls && { type: 'application/x-mpegURL' }) };
}
