import type { Account } from '../account/account.ts';
import type { Denial } from '../denial.ts';
import type { Asking } from '../playback/decide-video.ts';
import { isForContent } from '../playback/decide-video.ts';
import { NOT_ENTITLED, forbidden, tokenDenial } from '../playback/edge-denials.ts';
import type { TokenUses } from '../token/token-uses.ts';
import type { StreamLimits } from './stream-limits.ts';

/** What is counted where keys and licences are given out. */
export interface LicenseLimits {
  readonly uses: TokenUses;
  readonly streams: StreamLimits;
}

/**
 * Whether the token gets keys and licences of a video; `undefined` when it does, or when none is asked for. Blocked tokens are not valid
 * here.
 *
 * @see Brightcove, "Overview: Playback Restrictions", License Keys Protection.
 */
export function decideLicense(account: Account, asking: Asking): Denial | undefined {
  const { settings } = account;
  if (!settings.licenseKeysProtection) return undefined;
  const { verdict, claims = {} } = asking.viewer;
  const refused = tokenDenial(verdict);
  if (refused) return refused;
  const { userAgent } = account.visitors.of(asking.request);
  const isEntitled =
    isForContent(asking.video, claims.conid) &&
    (claims.ua === undefined || claims.ua === userAgent);
  return isEntitled ? undefined : forbidden(settings, NOT_ENTITLED);
}

/**
 * Counts a key or a licence, or says which limit is in the way. Keys are counted by token and addresses, licences by streams and
 * devices.
 *
 * @see Brightcove, "Creating a JSON Web Token (JWT)": `maxu`, `maxip`, `climit`, `dlimit`. Which word goes with the first two
 * is not documented.
 */
export function countLicense(
  account: Account,
  { uses, streams }: LicenseLimits,
  { request, video, viewer }: Asking,
  { isKey, durationMs }: { readonly isKey: boolean; readonly durationMs: number },
): Denial | undefined {
  const { claims, name } = viewer;
  if (!claims || name === undefined || !account.settings.licenseKeysProtection) return undefined;
  const visitor = account.visitors.of(request);
  const deny = (subcode: string): Denial => ({ status: 403, code: 'ACCESS_DENIED', subcode });
  if (isKey)
    return uses.admit(name, claims, visitor.ip) ? undefined : deny('DENIED_BY_STREAM_LIMIT');
  const { uid, dlimit } = claims;
  if (uid !== undefined && dlimit !== undefined && !account.devices.admit(uid, dlimit, visitor))
    return deny('DENIED_BY_DEVICE_LIMITING');
  const refused = streams.admit({ claims, visitor, videoId: video.id, durationMs });
  return refused && deny(refused);
}
