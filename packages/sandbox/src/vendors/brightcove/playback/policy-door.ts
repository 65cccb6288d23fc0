import type { Account } from '../account/account.ts';
import type { Video } from '../account/videos.ts';
import { isPlayable } from '../account/videos.ts';
import type { Denial } from '../denial.ts';
import { FORBIDDEN_MESSAGE, denialResponse } from '../denial.ts';
import type { Door, Finding } from '../door.ts';
import type { CatalogParts } from './catalog-app.ts';
import { catalogApp } from './catalog-app.ts';
import { DUPLICATE_PARAMETERS, NOT_ALLOWED, hasDuplicates, isReading } from './edge-denials.ts';

export interface PolicyParts extends CatalogParts {
  /** The account's key for players; not a secret. */
  readonly policyKey: string;
}

/**
 * The Playback API at `edge.api`: a policy key instead of a token, and no rights. A request with a policy key comes here, as the player
 * chooses its host by it.
 *
 * @see Brightcove, "Playback API error reference": what is a subcode at edge-auth is a code here.
 */
export function policyDoor(parts: PolicyParts): Door {
  const { account, clock } = parts;
  const app = catalogApp(parts, {
    decide: (request, video) => decideContent(account, request, video, clock.now()),
    missing: (code) => ({ status: 404, code }),
  });
  return {
    name: 'policy',
    opens: (request, { pathname }) =>
      pathname.startsWith('/playback/') && policyKeyOf(request) !== undefined,
    judge: (request, url) => judge(parts, request, url),
    serve: async (request, finding) => app.fetch(request, { finding }),
    refuse: denialResponse,
  };
}

/** Three places; the fourth, a Bearer, is a token and comes to the other host. */
function policyKeyOf({ headers }: Request): string | undefined {
  const [, accepted] = /;\s*pk=([^\s;,]+)/.exec(headers.get('accept') ?? '') ?? [];
  const [, authorized] = /^BCOV-Policy +(\S+)$/i.exec(headers.get('authorization') ?? '') ?? [];
  return accepted ?? authorized ?? headers.get('bcov-policy') ?? undefined;
}

function judge(parts: PolicyParts, request: Request, url: URL): Finding {
  const denial = keyDenial(parts, request, url);
  const verdict = denial ? 'wrong' : 'ok';
  return { judgement: { credential: 'key', verdict }, ...(denial && { denial }) };
}

function keyDenial(parts: PolicyParts, request: Request, url: URL): Denial | undefined {
  if (!isReading(request.method)) return NOT_ALLOWED;
  if (hasDuplicates(url)) return DUPLICATE_PARAMETERS;
  if (policyKeyOf(request) !== parts.policyKey) return { status: 401, code: 'INVALID_POLICY_KEY' };
  const [, accountId] = /^\/playback\/v1\/accounts\/([^/]+)/.exec(url.pathname) ?? [];
  return accountId === parts.account.settings.id ? undefined : accessDenied('ACCOUNT_ID');
}

/** A 403 as edge.api puts it. */
export const accessDenied = (subcode: string): Denial => ({
  ...{ status: 403, code: 'ACCESS_DENIED', subcode, message: FORBIDDEN_MESSAGE },
});

/** What the content management itself refuses, whatever the key or the token. */
export function decideContent(
  account: Account,
  request: Request,
  video: Video,
  nowMs: number,
): Denial | undefined {
  if (!isPlayable(video, nowMs)) return { status: 403, code: 'VIDEO_NOT_PLAYABLE' };
  const { country } = account.visitors.of(request);
  if (video.countries.length === 0 || video.countries.includes(country)) return undefined;
  return { ...accessDenied('CLIENT_GEO'), clientGeo: country.toLowerCase() };
}
