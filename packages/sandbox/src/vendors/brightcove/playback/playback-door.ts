import { bearerOf } from '../../../credentials/credential-class.ts';
import type { CredentialClass, Judgement } from '../../../credentials/judgement.ts';
import type { Video } from '../account/videos.ts';
import type { Denial } from '../denial.ts';
import { denialResponse } from '../denial.ts';
import type { Door, Finding } from '../door.ts';
import type { ViewerToken, ViewerTokens } from '../token/viewer-tokens.ts';
import type { CatalogParts } from './catalog-app.ts';
import { catalogApp } from './catalog-app.ts';
import { decideVideo } from './decide-video.ts';
import {
  DUPLICATE_PARAMETERS,
  NOT_ALLOWED,
  hasDuplicates,
  isReading,
  notFound,
  tokenDenial,
} from './edge-denials.ts';

export interface PlaybackParts extends CatalogParts {
  readonly tokens: ViewerTokens;
}

/** Header and cookie in which tokens come that have no scheme before them. */
export const BCOV_AUTH = 'bcov-auth';

/**
 * The Playback API behind `edge-auth`: tokens and rights decide, policy keys do not exist.
 *
 * @see Brightcove, "Implementing Playback Rights", "Playback Restrictions error table".
 */
export function playbackDoor(parts: PlaybackParts): Door {
  const app = catalogApp(parts, {
    decide: (request, video, { viewer = { verdict: 'missing' } }) =>
      decideVideo(parts.account, { request, video, viewer, nowMs: parts.clock.now() }),
    missing: (what) =>
      notFound(what === 'PLAYLIST_NOT_FOUND' ? 'PLAYLIST_NOT_FOUND' : 'VIDEO_NOT_FOUND'),
  });
  return {
    name: 'playback',
    opens: (_, { pathname }) => pathname.startsWith('/playback/'),
    judge: (request, url) => judge(parts, request, url),
    async serve(request, finding) {
      const response = await app.fetch(request, { finding });
      report(parts, request, finding, response.status);
      return response;
    },
    refuse: denialResponse,
  };
}

/** `Authorization` wins over `BCOV-Auth`, which is the Roku player's. */
function carriedToken(request: Request): {
  readonly credential: CredentialClass;
  readonly text?: string;
} {
  const bearer = bearerOf(request);
  // What cannot be read is no token, and not none.
  if (bearer !== undefined) return { credential: 'bearer', text: bearer || '?' };
  const header = request.headers.get(BCOV_AUTH);
  return header === null ? { credential: 'none' } : { credential: 'header', text: header };
}

function judge(parts: PlaybackParts, request: Request, url: URL): Finding {
  const { credential, text } = carriedToken(request);
  const viewer = parts.tokens.judge(text, 'playback');
  const denial = early(request, url) ?? decide(parts, request, url, viewer);
  const { generation, verdict } = viewer;
  const refused = verdict === 'ok' ? 'wrong' : verdict;
  const judgement: Judgement = {
    credential,
    ...(generation !== undefined && { generation }),
    verdict: denial ? refused : 'ok',
  };
  return { judgement, viewer, ...(denial && { denial }) };
}

function early(request: Request, url: URL): Denial | undefined {
  if (!isReading(request.method)) return NOT_ALLOWED;
  return hasDuplicates(url) ? DUPLICATE_PARAMETERS : undefined;
}

const PATH = /^\/playback\/v1\/accounts\/([^/]+)(?:\/videos\/([^/]+))?/;

function decide(
  { account, clock }: PlaybackParts,
  request: Request,
  { pathname }: URL,
  viewer: ViewerToken,
): Denial | undefined {
  const [, accountId, name] = PATH.exec(pathname) ?? [];
  const isOwn = accountId === account.settings.id;
  if (viewer.verdict !== 'missing' && viewer.verdict !== 'ok') return tokenDenial(viewer.verdict);
  // A token that is good at one account is none at another.
  if (!isOwn) return tokenDenial(viewer.verdict === 'ok' ? 'wrong' : 'missing');
  if (name === undefined) return undefined;
  const video = videoOf(account, pathname);
  if (!video) return notFound('VIDEO_NOT_FOUND');
  return decideVideo(account, { request, video, viewer, nowMs: clock.now() });
}

function videoOf({ videos }: PlaybackParts['account'], pathname: string): Video | undefined {
  const [, , name = ''] = PATH.exec(pathname) ?? [];
  try {
    return videos.find(decodeURIComponent(name));
  } catch {
    // What is not encoded as it should be names nothing.
    return undefined;
  }
}

function report(
  { account }: PlaybackParts,
  request: Request,
  { denial, viewer }: Finding,
  status: number,
): void {
  const { ip, userAgent } = account.visitors.of(request);
  const { uid = '', sid = '' } = viewer?.claims ?? {};
  const videoId = videoOf(account, new URL(request.url).pathname)?.id ?? '';
  const reason = denial?.subcode ?? denial?.code ?? '';
  account.usage.add({ request: 'playback', videoId, uid, sid, ip, userAgent, status, reason });
}
