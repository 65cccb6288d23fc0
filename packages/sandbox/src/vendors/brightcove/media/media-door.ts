import type { Judgement, Verdict } from '../../../credentials/judgement.ts';
import type { SandboxClock } from '../../../sandbox-clock.ts';
import type { Account } from '../account/account.ts';
import type { Denial } from '../denial.ts';
import { FORBIDDEN_MESSAGE, denialResponse } from '../denial.ts';
import type { Door } from '../door.ts';
import { MEDIA_MS } from '../playback/describe-video.ts';
import { DUPLICATE_PARAMETERS, NOT_ALLOWED, isReading } from '../playback/edge-denials.ts';
import { hasTwoTokens, queryToken } from '../token/carried-query.ts';
import type { ViewerTokens } from '../token/viewer-tokens.ts';
import type { ExpiringSignatures } from './expiring-signature.ts';
import type { MediaPath } from './media-path.ts';
import { parseMediaPath } from './media-path.ts';
import { scopeOf } from './media-urls.ts';
import type { ServeMedia } from './serve-media.ts';

export interface MediaParts {
  readonly clock: SandboxClock;
  readonly account: Account;
  readonly signatures: ExpiringSignatures;
  readonly tokens: ViewerTokens;
  readonly serveMedia: ServeMedia;
}

export const NOTHING_THERE: Denial = { status: 404, code: 'NOT_FOUND' };

/**
 * Manifests, segments, captions and pictures, each opened by the `fastly_token` of its own URL alone. What a manifest was asked
 * for with, `bcov_auth`, is copied into the URLs that lead to keys.
 *
 * @see Brightcove, "Overview: Playback Restrictions" for the copying. What a refusal looks like is not documented.
 */
export function mediaDoor(parts: MediaParts): Door {
  return {
    name: 'media',
    opens: (_, { pathname }) => /^\/(manifest|media)\//.test(pathname),
    judge(request, url) {
      const path = parseMediaPath(url.pathname);
      const verdict = signatureVerdict(parts, url, path);
      const generation = generationIn(parts, url);
      const judgement: Judgement = {
        credential: url.search === '' ? 'none' : 'query',
        ...(generation !== undefined && { generation }),
        verdict,
      };
      const denial = mediaDenial(request, url, path, verdict);
      return { judgement, ...(denial && { denial }) };
    },
    serve: async (request, { denial }) =>
      denial ? denialResponse(denial) : serve(parts, request, new URL(request.url)),
    refuse: denialResponse,
  };
}

function signatureVerdict(
  { signatures }: MediaParts,
  { searchParams }: URL,
  path: MediaPath | undefined,
): Verdict {
  if (!path) return 'wrong';
  const scope = path.part.kind === 'master' || path.part.kind === 'dash' ? 'manifest' : 'media';
  const wanted = scopeOf(scope, path.delivery, path.assetId);
  return signatures.judge(searchParams.get('fastly_token'), wanted);
}

/** Nothing here depends on the viewer's token; the journal says which one came along. */
function generationIn({ tokens }: MediaParts, url: URL): number | undefined {
  const text = queryToken(url);
  return text === undefined ? undefined : tokens.judge(text, 'license').generation;
}

/** The no of a URL whose signature does not open it. */
export function signatureDenial(verdict: Verdict): Denial | undefined {
  return verdict === 'ok'
    ? undefined
    : { status: 403, code: 'ACCESS_DENIED', message: FORBIDDEN_MESSAGE };
}

function mediaDenial(
  request: Request,
  url: URL,
  path: MediaPath | undefined,
  verdict: Verdict,
): Denial | undefined {
  if (!isReading(request.method)) return NOT_ALLOWED;
  if (!path) return NOTHING_THERE;
  if (hasTwoTokens(url)) return DUPLICATE_PARAMETERS;
  return signatureDenial(verdict);
}

async function serve(parts: MediaParts, request: Request, url: URL): Promise<Response> {
  const { account, clock, signatures, serveMedia } = parts;
  const path = parseMediaPath(url.pathname);
  const video = path && account.videos.withAsset(path.assetId);
  if (!path || !video || path.accountId !== account.settings.id)
    return denialResponse(NOTHING_THERE);
  const { delivery, assetId, part } = path;
  const bcovAuth = queryToken(url);
  const own = url.searchParams.get('fastly_token') ?? '';
  // Below a rendition everything ends when the rendition does.
  const below = signatures.sign(scopeOf('media', delivery, assetId), clock.now() + MEDIA_MS);
  return serveMedia({
    place: { origin: url.origin, accountId: account.settings.id, video, delivery },
    query: {
      fastlyToken: part.kind === 'rendition' ? own : below,
      ...(bcovAuth !== undefined && { bcovAuth }),
    },
    part,
    range: request.headers.get('range'),
    now: clock.now(),
  });
}
