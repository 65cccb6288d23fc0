import { isIP } from 'node:net';
import type { JsonObject } from '../../../json-members.ts';
import { isJsonObject, isText, isTexts } from '../../../json-members.ts';

/** What a viewer's token says, each claim of the documented type. Times are seconds since 1970. */
export interface JwtClaims {
  readonly accid?: string;
  readonly iat?: number;
  readonly exp?: number;
  readonly nbf?: number;
  readonly aud?: readonly string[];
  /** Replaces the viewer's address in rights. */
  readonly ip?: string;
  /** A playback right that replaces the video's. */
  readonly prid?: string;
  readonly tags?: readonly string[];
  readonly vids?: readonly string[];
  readonly ua?: string;
  readonly conid?: string;
  readonly maxip?: number;
  readonly maxu?: number;
  readonly uid?: string;
  readonly climit?: number;
  readonly cbeh?: 'BLOCK_NEW' | 'BLOCK_NEW_USER';
  readonly sid?: string;
  /** How long a session lasts, for example `2h`. */
  readonly cexp?: string;
  readonly dlimit?: number;
  readonly drules?: string | readonly string[];
  readonly pkid?: string;
  /** Static URLs: how the video is delivered. */
  readonly pro?: '' | 'aes128' | 'widevine' | 'playready' | 'fairplay';
  /** Static URLs: id of the SSAI configuration. */
  readonly vod?: { readonly ssai?: string };
}

type Check = (value: unknown) => boolean;

const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) > 0;
const isSeconds: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isOneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    isText(value) && words.includes(value);

/**
 * What each claim must be; a token with one that is not is refused. The vendor says so of a few only, and it is silent about
 * what becomes of the others: refusing shows a mistake where it is made.
 *
 * @see Brightcove, "Creating a JSON Web Token (JWT)".
 */
const CLAIMS: Readonly<Record<keyof JwtClaims, Check>> = {
  accid: isText,
  iat: isSeconds,
  exp: isSeconds,
  nbf: isSeconds,
  aud: isTexts,
  ip: (value) => isText(value) && isIP(value) !== 0,
  prid: isText,
  tags: (value) => isTexts(value) && value.length <= 40,
  vids: isTexts,
  ua: isText,
  // Reference ids do not count.
  conid: (value) => isText(value) && /^\d+$/.test(value),
  maxip: isCount,
  maxu: isCount,
  uid: (value) => isText(value) && /^[\w=/,@.+-]{1,64}$/.test(value),
  climit: isCount,
  cbeh: isOneOf('BLOCK_NEW', 'BLOCK_NEW_USER'),
  sid: isText,
  cexp: (value) => isText(value) && /^\d{1,6}[hm]$/.test(value),
  dlimit: isCount,
  // One text in the table, a list in the sample.
  drules: (value) => isText(value) || isTexts(value),
  pkid: isText,
  pro: isOneOf('', 'aes128', 'widevine', 'playready', 'fairplay'),
  vod: (value) => isJsonObject(value) && (value['ssai'] === undefined || isText(value['ssai'])),
};

/** Whether every claim is what the document says; claims that it does not name do not matter. */
export const isJwtClaims = (payload: JsonObject): payload is JsonObject & JwtClaims =>
  Object.entries(CLAIMS).every(
    ([name, check]) => payload[name] === undefined || check(payload[name]),
  );
