import {
  audience,
  checkClaims,
  either,
  invalidClaim,
  ipAddress,
  listOf,
  oneOf,
  pattern,
  text,
  wholeNumber,
} from './claim-check.ts';
import type { ClaimCheck } from './claim-check.ts';
import { UID } from './uid-of.ts';

/**
 * Claims of a token for the Playback API, its keys and its licences, besides `accid`, `iat` and `exp`, which are always set. The account's
 * tier decides which count; "LKP" means License Keys Protection.
 *
 * @see Brightcove, "Creating a JSON Web Token (JWT)".
 */
export interface BrightcoveClaims {
  /** Not valid before, in seconds since the epoch; must be before the end. Absent: at once. */
  readonly nbf?: number;
  /** Must have `playback.api.brightcove.com`. */
  readonly aud?: readonly string[];
  /** The viewer's whole IPv4 or IPv6 address, which rights then judge instead of the caller's: a mint's call comes from this server. */
  readonly ip?: string;
  /** Id of a playback right that replaces the video's, where the account may. The vendor does not check that it exists. */
  readonly prid?: string;
  /** The video must have at least one of these: 1 to 40. */
  readonly tags?: readonly string[];
  /** Only these videos, where the account has the option for it. */
  readonly vids?: readonly string[];
  /** The player's `User-Agent`, exactly. LKP. */
  readonly ua?: string;
  /** Only this video, by its id; reference ids do not count. LKP. Default, with an asset `video:…`: that video. */
  readonly conid?: string;
  /** How many addresses may use the token. HLSe, LKP. */
  readonly maxip?: number;
  /** How many keys may be asked for: about one for each rendition that is played. HLSe, LKP. */
  readonly maxu?: number;
  /**
   * Who watches: 1 to 64 of `A-Z a-z 0-9 = / , @ _ . + -`. Needed by `climit` and `dlimit`. Default: none; with `mintedTokens` the
   * grant's viewer.
   */
  readonly uid?: string;
  /** How many may watch as `uid` at a time, at least 1. */
  readonly climit?: number;
  /** Whom to refuse at the limit: any new stream, or a new viewer's. Absent: the oldest stream ends. DRM. */
  readonly cbeh?: 'BLOCK_NEW' | 'BLOCK_NEW_USER';
  /** The session. Default at the vendor: user agent, address and video. Without DRM it must be set. */
  readonly sid?: string;
  /** How long a session lasts, such as `2h` or `42m`. DRM; in an older document only. */
  readonly cexp?: string;
  /** How many devices `uid` may have, at least 1. DRM. */
  readonly dlimit?: number;
  /** Ids of delivery-rule actions: the vendor's table has one text, its sample a list. */
  readonly drules?: string | readonly string[];
  /** Id of the public key to check with. Absent: the vendor tries all of the account's. In an older document only. */
  readonly pkid?: string;
}

/**
 * Claims of a token for Static URLs, besides `accid`, `iat` and `exp`.
 *
 * @see Brightcove, "Static URL delivery".
 */
export interface BrightcoveStaticClaims {
  /** Must have `static.api.brightcove.com`. */
  readonly aud?: readonly string[];
  /** As in `BrightcoveClaims`. */
  readonly drules?: string | readonly string[];
  /** Only this video, by its id. Default, with an asset `video:…`: that video. */
  readonly conid?: string;
  /** How it is protected; an empty text means not at all, which is the vendor's default. */
  readonly pro?: '' | 'aes128' | 'widevine' | 'playready' | 'fairplay';
  /** `ssai` is the id of an ad configuration; VMAP needs it. */
  readonly vod?: { readonly ssai?: string };
}

const ID = text(256);
const VIDEO_ID = pattern(/^\d{1,20}$/, "a video's id: digits");
const DELIVERY_RULES = either(ID, listOf(ID, 40));

const PLAYBACK: Readonly<Record<keyof BrightcoveClaims, ClaimCheck>> = {
  nbf: wholeNumber(0),
  aud: audience('playback.api.brightcove.com'),
  ip: ipAddress,
  prid: ID,
  tags: listOf(text(256), 40),
  vids: listOf(VIDEO_ID, 1000),
  ua: pattern(/^[\u0020-\u007e]{1,1024}$/, 'a User-Agent of 1 to 1024 characters in ASCII'),
  conid: VIDEO_ID,
  maxip: wholeNumber(1),
  maxu: wholeNumber(1),
  uid: pattern(UID, '1 to 64 of A-Z a-z 0-9 = / , @ _ . + -'),
  climit: wholeNumber(1),
  cbeh: oneOf('BLOCK_NEW', 'BLOCK_NEW_USER'),
  sid: ID,
  cexp: pattern(/^[1-9]\d{0,5}[hm]$/, 'hours or minutes, such as 2h or 42m'),
  dlimit: wholeNumber(1),
  drules: DELIVERY_RULES,
  pkid: ID,
};

const STATIC: Readonly<Record<keyof BrightcoveStaticClaims, ClaimCheck>> = {
  aud: audience('static.api.brightcove.com'),
  drules: DELIVERY_RULES,
  conid: VIDEO_ID,
  pro: oneOf('', 'aes128', 'widevine', 'playready', 'fairplay'),
  vod: { fits: isVod, must: 'an object with ssai, the id of an ad configuration' },
};

function isVod(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([name, id]) => name === 'ssai' && ID.fits(id));
}

/** What a token is for: the Playback API with its keys and licences, or Static URLs. */
export type BrightcoveTokenKind = 'playback' | 'static';

/**
 * Checks claims against the vendor's table.
 *
 * @returns Those that are there, in the order in which they were given.
 * @throws {ServerError} `invalid_grant`, naming the claim.
 */
export function checkBrightcoveClaims(
  claims: Readonly<Record<string, unknown>>,
  kind: BrightcoveTokenKind,
): Readonly<Record<string, unknown>> {
  const checked = checkClaims(claims, kind === 'static' ? STATIC : PLAYBACK);
  for (const [name, needed] of NEEDS)
    if (checked[name] !== undefined && checked[needed] === undefined)
      throw invalidClaim(needed, `must be there where ${name} is`);
  return checked;
}

/** What says nothing without something else. */
const NEEDS = [
  ['climit', 'uid'],
  ['dlimit', 'uid'],
  ['cbeh', 'climit'],
] as const;
