import type { Account } from '../account/account.ts';
import type { PlaybackRight } from '../account/playback-right.ts';
import type { Video } from '../account/videos.ts';
import { isPlayable } from '../account/videos.ts';
import type { Denial } from '../denial.ts';
import type { JwtClaims } from '../token/jwt-claims.ts';
import type { ViewerToken } from '../token/viewer-tokens.ts';
import { NOT_ENTITLED, forbidden, tokenDenial } from './edge-denials.ts';
import { evaluateRight } from './evaluate-right.ts';

/** Who asks for what, and when. */
export interface Asking {
  readonly request: Request;
  readonly video: Video;
  readonly viewer: ViewerToken;
  readonly nowMs: number;
}

/**
 * Whether edge-auth describes a video to a viewer; `undefined` when it does. The token, then the content management, then what the token is
 * limited to, then the right.
 *
 * @see Brightcove, "Overview: Playback Restrictions". That the content management comes before rights is documented, the rest of
 * the order is this sandbox's.
 */
export function decideVideo(account: Account, asking: Asking): Denial | undefined {
  const { video, viewer, nowMs } = asking;
  const { settings, visitors } = account;
  const { claims = {} } = viewer;
  const right = rightFor(account, video, claims);
  const unproved = right?.allowInsecure === true && viewer.verdict === 'missing';
  const refused = unproved ? undefined : tokenDenial(viewer.verdict);
  if (refused) return refused;
  const visitor = visitors.of(asking.request, claims.ip);
  const deny = (subcode: string): Denial => forbidden(settings, subcode, visitor.country);
  if (!isPlayable(video, nowMs)) return deny('VIDEO_NOT_PLAYABLE');
  if (!isIn(video.countries, visitor.country)) return deny('CLIENT_GEO');
  if (!isNamed(account, video, claims)) return deny(NOT_ENTITLED);
  if (claims.tags && !claims.tags.some((tag) => video.tags.includes(tag))) return deny('TAGS');
  const subcode = right && evaluateRight(right, visitor, nowMs);
  return subcode && deny(subcode);
}

const isIn = (list: readonly string[], value: string): boolean =>
  list.length === 0 || list.includes(value);

/** A right that a token names replaces the video's; one that does not exist replaces nothing. */
function rightFor(account: Account, video: Video, { prid }: JwtClaims): PlaybackRight | undefined {
  const named = account.settings.playbackRightsIdOption ? account.right(prid ?? '') : undefined;
  return named ?? account.right(video.right);
}

function isNamed({ settings }: Account, video: Video, { vids, conid }: JwtClaims): boolean {
  const isListed = !settings.playbackRightsIdOption || vids?.includes(video.id) !== false;
  return isListed && (!settings.licenseKeysProtection || isForContent(video, conid));
}

/** Whether a token is for this video, or for any. */
export const isForContent = (video: Video, conid: string | undefined): boolean =>
  conid === undefined || conid === video.id;
