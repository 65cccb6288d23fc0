import type { Judgement } from '../../credentials/judgement.ts';
import { UNGUARDED } from '../../credentials/judgement.ts';
import type { PlaybackId } from './account/playback-ids.ts';
import { isPlaybackId } from './account/playback-ids.ts';
import type { Denial } from './denial.ts';
import { DENIALS } from './denial.ts';
import type { Account, Finding } from './finding.ts';
import type { GuardedPart } from './mux-path.ts';
import { audienceOf, isDrm, parseMuxPath } from './mux-path.ts';
import type { ViewerToken } from './token/viewer-tokens.ts';

const NOTHING: Finding = { judgement: UNGUARDED, denial: DENIALS.unknown };

/** Looks at a request as far as its answer depends on who asks. */
export function judgeRequest(account: Account, request: Request, url: URL): Finding {
  const path = parseMuxPath(url.pathname);
  if (!path) return NOTHING;
  if (path.by === 'signature') return judgeEdge(account, request, url);
  const { part, playbackId: name } = path;
  if (!isMethodOf(part, request.method)) return { judgement: UNGUARDED, denial: DENIALS.method };
  if (!isPlaybackId(name)) return { judgement: UNGUARDED, denial: DENIALS.invalid };
  const playbackId = account.playbackIds.get(name);
  // Licences tell nobody which ids there are.
  if (!playbackId) return isDrm(part) ? { ...NOTHING, denial: DENIALS.forbidden } : NOTHING;
  return judgeGuarded(account, request, url, { playbackId, part });
}

const isMethodOf = ({ kind }: GuardedPart, method: string): boolean =>
  kind === 'license' ? method === 'POST' : method === 'GET' || method === 'HEAD';

function judgeEdge({ signatures }: Account, request: Request, url: URL): Finding {
  const verdict = signatures.judge(url);
  const credential = url.searchParams.has('signature') ? 'query' : 'none';
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { judgement: { credential }, denial: DENIALS.method };
  return {
    judgement: { credential, verdict },
    ...(verdict !== 'ok' && { denial: DENIALS.forbidden }),
  };
}

interface Asked {
  readonly playbackId: PlaybackId;
  readonly part: GuardedPart;
}

function judgeGuarded(account: Account, request: Request, url: URL, asked: Asked): Finding {
  const { playbackId, part } = asked;
  const carried = url.searchParams.getAll('token');
  const credential = carried.length > 0 ? 'query' : 'none';
  const readiness = playbackId.ready ? {} : { denial: DENIALS.notReady };
  if (playbackId.policy === 'public' && !isDrm(part))
    return { judgement: { credential }, playbackId, ...readiness };
  const viewer = judgeTokens(account, carried, asked);
  const { claims, generation } = viewer;
  const denial = denialOf(account, request, url, { ...asked, viewer });
  const judgement: Judgement = {
    credential,
    ...(generation !== undefined && { generation }),
    verdict: denial && viewer.verdict === 'ok' ? 'wrong' : viewer.verdict,
  };
  if (denial) return { judgement, denial };
  return { judgement, playbackId, ...(claims && { claims }), ...readiness };
}

function judgeTokens(
  { tokens }: Account,
  [text, ...others]: readonly string[],
  { playbackId, part }: Asked,
): ViewerToken {
  if (text === undefined || text === '') return { verdict: 'missing' };
  return others.length > 0
    ? { verdict: 'malformed' }
    : tokens.judge(text, audienceOf(part), playbackId.id);
}

function denialOf(
  { restrictions, settings }: Account,
  request: Request,
  { searchParams }: URL,
  { playbackId, part, viewer }: Asked & { readonly viewer: ViewerToken },
): Denial | undefined {
  const { verdict, claims } = viewer;
  // The vendor's player expects 400 where a licence is asked for without a token, and 403 everywhere else.
  if (verdict === 'missing' && isDrm(part)) return DENIALS.invalid;
  if (verdict !== 'ok' || (isDrm(part) && playbackId.policy !== 'drm')) return DENIALS.forbidden;
  const restriction = claims?.playback_restriction_id;
  if (restriction !== undefined && !restrictions.allows(restriction, request))
    return DENIALS.forbidden;
  const isStranger = (name: string): boolean => name !== 'token' && name !== 'format';
  const hasOthers = settings().strictQuery && [...searchParams.keys()].some(isStranger);
  return hasOthers ? DENIALS.forbidden : undefined;
}
