import type { Films } from '../../../films/films.ts';
import { poster } from '../../../films/poster.ts';
import type { SandboxClock } from '../../../sandbox-clock.ts';
import type { Account } from '../account/account.ts';
import type { Delivery, Video } from '../account/videos.ts';
import type { Denial } from '../denial.ts';
import { denialResponse } from '../denial.ts';
import type { Door, Finding } from '../door.ts';
import type { LicenseLimits } from '../license/decide-license.ts';
import { countLicense, decideLicense } from '../license/decide-license.ts';
import { fairPlayCertificate, licenseDenial, licenseResponse } from '../license/license-answers.ts';
import type { ExpiringSignatures } from '../media/expiring-signature.ts';
import { scopeOf } from '../media/media-urls.ts';
import type { ServeMedia } from '../media/serve-media.ts';
import { hasTwoTokens, queryToken } from '../token/carried-query.ts';
import type { JwtClaims } from '../token/jwt-claims.ts';
import type { ViewerTokens } from '../token/viewer-tokens.ts';
import { MEDIA_MS } from './describe-video.ts';
import { DUPLICATE_PARAMETERS, NOT_ALLOWED, hasDuplicates, isReading } from './edge-denials.ts';
import { accessDenied, decideContent } from './policy-door.ts';
import { vmap } from './vmap.ts';

export interface StaticParts {
  readonly clock: SandboxClock;
  readonly films: Films;
  readonly account: Account;
  readonly signatures: ExpiringSignatures;
  readonly tokens: ViewerTokens;
  readonly limits: LicenseLimits;
  readonly serveMedia: ServeMedia;
  readonly random: (size: number) => Uint8Array;
}

const RESOURCES = [
  ...['master.m3u8', 'manifest.mpd', 'hls.vmap', 'dash.vmap', 'high.mp4', 'low.mp4'],
  ...['thumbnail.jpg', 'poster.jpg'],
  ...['licenses/cenc/widevine', 'licenses/cenc/playready', 'licenses/fairplay'],
];

const PATH = new RegExp(
  `^/playback/v1/accounts/(?<account>[^/]+)/(?:videos/(?<name>[^/]+)/(?<resource>${RESOURCES.join('|').replaceAll('.', '\\.')})|(?<certificate>fairplay_app_cert))$`,
);

/**
 * Static URLs: a manifest, a picture or a licence at an address that does not change, opened by the token in its query. None of the
 * Playback Restrictions are for them.
 *
 * @see Brightcove, "Static URL delivery".
 */
export function staticDoor(parts: StaticParts): Door {
  return {
    name: 'static',
    opens: (_, { pathname }) => parts.account.settings.staticUrls && PATH.test(pathname),
    judge: (request, url) => judge(parts, request, url),
    serve: (request, finding) => serve(parts, request, finding),
    refuse: denialResponse,
  };
}

interface StaticOrder {
  readonly video: Video;
  readonly resource: string;
}

function orderOf({ account }: StaticParts, { pathname }: URL): StaticOrder | undefined {
  const { account: accountId, name = '', resource } = PATH.exec(pathname)?.groups ?? {};
  const video = account.videos.find(name.replace(/^ref%3a/i, 'ref:'));
  if (accountId !== account.settings.id || !video || resource === undefined) return undefined;
  return { video, resource };
}

const isLicense = (resource: string): boolean => resource.startsWith('licenses/');

function judge(parts: StaticParts, request: Request, url: URL): Finding {
  if (url.pathname.endsWith('/fairplay_app_cert')) return { judgement: { credential: 'none' } };
  const order = orderOf(parts, url);
  const text = queryToken(url);
  const purpose = order && isLicense(order.resource) ? 'license' : 'static';
  const viewer = parts.tokens.judge(text, purpose);
  const denial = early(request, url, order) ?? denialOf(parts, request, order, viewer);
  const { generation, verdict } = viewer;
  const refused = verdict === 'ok' ? 'wrong' : verdict;
  return {
    judgement: {
      credential: text === undefined ? 'none' : 'query',
      ...(generation !== undefined && { generation }),
      verdict: denial ? refused : 'ok',
    },
    viewer,
    ...(denial && { denial }),
  };
}

function early(request: Request, url: URL, order: StaticOrder | undefined): Denial | undefined {
  const isAsked =
    order && isLicense(order.resource) ? request.method === 'POST' : isReading(request.method);
  if (!isAsked) return NOT_ALLOWED;
  return hasDuplicates(url) || hasTwoTokens(url) ? DUPLICATE_PARAMETERS : undefined;
}

function denialOf(
  { account, clock }: StaticParts,
  request: Request,
  order: StaticOrder | undefined,
  viewer: NonNullable<Finding['viewer']>,
): Denial | undefined {
  if (viewer.verdict === 'missing') return { status: 401, code: 'INVALID_POLICY_KEY' };
  if (viewer.verdict !== 'ok') return { status: 401, code: 'INVALID_JWT' };
  if (!order) return { status: 404, code: 'VIDEO_NOT_FOUND' };
  const { video, resource } = order;
  const nowMs = clock.now();
  if (isLicense(resource)) return decideLicense(account, { request, video, viewer, nowMs });
  const { conid, vod } = viewer.claims ?? {};
  if (conid !== undefined && conid !== video.id) return accessDenied('VIDEO_ID');
  if (resource.endsWith('.vmap') && vod?.ssai === undefined) return accessDenied('AD_CONFIG');
  return decideContent(account, request, video, nowMs);
}

async function serve(parts: StaticParts, request: Request, finding: Finding): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname.endsWith('/fairplay_app_cert'))
    return fairPlayCertificate(parts.account.settings.fairplay);
  const { denial, viewer = { verdict: 'missing' } } = finding;
  const order = orderOf(parts, url);
  if (order && isLicense(order.resource)) {
    const asking = { request, video: order.video, viewer, nowMs: parts.clock.now() };
    const times = { isKey: false, durationMs: 0 };
    const refused = denial ?? countLicense(parts.account, parts.limits, asking, times);
    return refused ? licenseDenial(refused) : licenseResponse(parts.random(64));
  }
  if (denial || !order) return denialResponse(denial ?? { status: 404, code: 'VIDEO_NOT_FOUND' });
  return serveResource(parts, request, order, viewer.claims ?? {});
}

async function serveResource(
  parts: StaticParts,
  request: Request,
  { video, resource }: StaticOrder,
  claims: JwtClaims,
): Promise<Response> {
  const url = new URL(request.url);
  const film = parts.films.get(video.film);
  switch (resource) {
    case 'master.m3u8':
    case 'manifest.mpd':
      return serveManifest(parts, request, { video, resource }, claims);
    case 'hls.vmap':
    case 'dash.vmap':
      return vmap(url, resource === 'hls.vmap' ? 'master.m3u8' : 'manifest.mpd');
    case 'poster.jpg':
    case 'thumbnail.jpg':
      // Drawn, whatever its name says.
      return new Response(poster(film?.title ?? ''), {
        headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'no-store' },
      });
    default:
      // There are no MP4 renditions here.
      return denialResponse({ status: 404, code: 'RESOURCE_NOT_FOUND', message: 'NO RESOURCE' });
  }
}

/** The URLs inside live as long as the token. */
function serveManifest(
  { account, clock, signatures, serveMedia }: StaticParts,
  request: Request,
  { video, resource }: StaticOrder,
  claims: JwtClaims,
): Promise<Response> {
  const url = new URL(request.url);
  const bcovAuth = queryToken(url);
  const delivery = deliveryFor(claims);
  const expiresAtMs = claims.exp === undefined ? clock.now() + MEDIA_MS : claims.exp * 1000;
  const scope = scopeOf('media', delivery, video.assetId);
  return serveMedia({
    place: { origin: url.origin, accountId: account.settings.id, video, delivery },
    query: {
      fastlyToken: signatures.sign(scope, expiresAtMs),
      ...(bcovAuth !== undefined && { bcovAuth }),
    },
    part: { kind: resource === 'master.m3u8' ? 'master' : 'dash' },
    range: request.headers.get('range'),
    now: clock.now(),
  });
}

function deliveryFor({ pro = '' }: JwtClaims): Delivery {
  if (pro === '') return 'clear';
  return pro === 'aes128' ? 'aes128' : 'bccenc';
}
