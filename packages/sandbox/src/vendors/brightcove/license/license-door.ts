import { cookieOf } from '../../../credentials/credential-class.ts';
import type { FilmFiles } from '../../../films/film-files.ts';
import type { Films } from '../../../films/films.ts';
import type { CredentialClass, Judgement, Verdict } from '../../../credentials/judgement.ts';
import type { SandboxClock } from '../../../sandbox-clock.ts';
import type { Account } from '../account/account.ts';
import type { Video } from '../account/videos.ts';
import type { Denial } from '../denial.ts';
import { denialResponse } from '../denial.ts';
import type { Door, Finding } from '../door.ts';
import type { ExpiringSignatures } from '../media/expiring-signature.ts';
import { NOTHING_THERE, signatureDenial } from '../media/media-door.ts';
import { keyIdOf, scopeOf } from '../media/media-urls.ts';
import type { Asking } from '../playback/decide-video.ts';
import { DUPLICATE_PARAMETERS, NOT_ALLOWED, isReading } from '../playback/edge-denials.ts';
import { BCOV_AUTH } from '../playback/playback-door.ts';
import { hasTwoTokens, queryToken } from '../token/carried-query.ts';
import type { ViewerToken, ViewerTokens } from '../token/viewer-tokens.ts';
import type { LicenseLimits } from './decide-license.ts';
import { countLicense, decideLicense } from './decide-license.ts';
import { fairPlayCertificate, licenseDenial, licenseResponse } from './license-answers.ts';

export interface LicenseParts {
  readonly clock: SandboxClock;
  readonly films: Films;
  readonly files: FilmFiles;
  readonly account: Account;
  readonly signatures: ExpiringSignatures;
  readonly tokens: ViewerTokens;
  readonly limits: LicenseLimits;
  readonly random: (size: number) => Uint8Array;
}

const PATH =
  /^\/license\/v1\/(?<system>aes128|cenc\/widevine|cenc\/playready|fairplay)\/(?<account>\d+)\/(?<asset>[\da-f-]{36})\/(?<kid>[\da-f-]{36})$/;

interface LicensePath {
  readonly isKey: boolean;
  readonly video: Video;
}

/**
 * AES-128 keys, DRM licences and FairPlay's certificate. A key takes the viewer's token from the query of the request, whichever it is by
 * then; a licence from `BCOV-Auth`, the cookie `bcov-auth` or the query.
 *
 * @see Brightcove, "Playback Restrictions with Brightcove Player", custom implementation.
 */
export function licenseDoor(parts: LicenseParts): Door {
  return {
    name: 'license',
    opens: (_, { pathname }) => pathname.startsWith('/license/'),
    judge: (request, url) => judge(parts, request, url),
    serve: (request, finding) => serve(parts, request, finding),
    refuse,
  };
}

/** Keys refuse as the Playback API does, licences as was seen of them. */
const refuse = (denial: Denial, { url }: Request): Response =>
  new URL(url).pathname.startsWith('/license/v1/aes128/')
    ? denialResponse(denial)
    : licenseDenial(denial);

function parsePath({ account }: LicenseParts, pathname: string): LicensePath | undefined {
  const { system, account: accountId, asset = '', kid } = PATH.exec(pathname)?.groups ?? {};
  const video = account.videos.withAsset(asset);
  if (!video || accountId !== account.settings.id || kid !== keyIdOf(asset)) return undefined;
  return { isKey: system === 'aes128', video };
}

function carriedToken(
  request: Request,
  url: URL,
  isKey: boolean,
): { readonly credential: CredentialClass; readonly text: string | undefined } {
  const [header, cookie] = [request.headers.get(BCOV_AUTH), cookieOf(request, BCOV_AUTH)];
  if (!isKey && header !== null) return { credential: 'header', text: header };
  if (!isKey && cookie !== undefined) return { credential: 'cookie', text: cookie };
  return { credential: url.search === '' ? 'none' : 'query', text: queryToken(url) };
}

function judge(parts: LicenseParts, request: Request, url: URL): Finding {
  if (isCertificate(url.pathname)) return { judgement: { credential: 'none' } };
  const path = parsePath(parts, url.pathname);
  if (!path) return { judgement: { credential: 'none' }, denial: NOTHING_THERE };
  const { video, isKey } = path;
  const { credential, text } = carriedToken(request, url, isKey);
  const viewer = parts.tokens.judge(text, 'license');
  const scope = scopeOf('media', isKey ? 'aes128' : 'bccenc', video.assetId);
  const signature = parts.signatures.judge(url.searchParams.get('fastly_token'), scope);
  const denial =
    early(request, url, isKey) ??
    signatureDenial(signature) ??
    decideLicense(parts.account, askingOf(parts, request, video, viewer));
  const { generation } = viewer;
  const judgement: Judgement = {
    credential,
    ...(generation !== undefined && { generation }),
    verdict: denial ? worst(signature, viewer.verdict) : 'ok',
  };
  return { judgement, viewer, ...(denial && { denial }) };
}

const worst = (signature: Verdict, token: Verdict): Verdict =>
  [signature, token].find((verdict) => verdict !== 'ok') ?? 'wrong';

function early(request: Request, url: URL, isKey: boolean): Denial | undefined {
  if (isKey ? !isReading(request.method) : request.method !== 'POST') return NOT_ALLOWED;
  return hasTwoTokens(url) ? DUPLICATE_PARAMETERS : undefined;
}

const isCertificate = (pathname: string): boolean =>
  /^\/license\/v1\/fairplay_app_cert\/\d+$/.test(pathname);

const askingOf = (
  { clock }: LicenseParts,
  request: Request,
  video: Video,
  viewer: ViewerToken,
): Asking => ({ request, video, viewer, nowMs: clock.now() });

async function serve(parts: LicenseParts, request: Request, finding: Finding): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (isCertificate(pathname)) return fairPlayCertificate(parts.account.settings.fairplay);
  const { denial, viewer = { verdict: 'missing' } } = finding;
  const path = parsePath(parts, pathname);
  if (!path) return refuse(NOTHING_THERE, request);
  const asking = askingOf(parts, request, path.video, viewer);
  const film = parts.films.get(path.video.film);
  const durationMs = film?.kind === 'recorded' ? film.seconds * 1000 : 0;
  const refused =
    denial ?? countLicense(parts.account, parts.limits, asking, { isKey: path.isKey, durationMs });
  report(parts, asking, path, refused);
  if (refused) return refuse(refused, request);
  return licenseResponse(path.isKey ? parts.files.key : parts.random(64));
}

function report(
  { account }: LicenseParts,
  { request, video, viewer }: Asking,
  { isKey }: LicensePath,
  denial: Denial | undefined,
): void {
  const { ip, userAgent } = account.visitors.of(request);
  const { uid = '', sid = '' } = viewer.claims ?? {};
  account.usage.add({
    ...{ request: isKey ? 'key' : 'license', videoId: video.id, uid, sid, ip, userAgent },
    status: denial?.status ?? 200,
    reason: denial?.subcode ?? denial?.code ?? '',
  });
}
