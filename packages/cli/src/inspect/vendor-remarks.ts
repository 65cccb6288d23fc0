import { formatDuration } from '../output/format-duration.ts';
import type { CompactToken } from './compact-token.ts';
import { problem, warning } from './inspection.ts';
import type { Remark } from './inspection.ts';

/** What a token is by what is in it, and what that vendor would say of it. */
export interface VendorReading {
  /** Part of a sentence. */
  readonly what: string;
  readonly remarks: readonly Remark[];
}

const DAY = 86_400;
/** How long a Brightcove token may last. */
const LONGEST = 30 * DAY;
/** How long an IBM token counts after it was made. */
const IBM_SECONDS = 60;

/** What Mux's tokens are for: video, thumbnail, animation, storyboard, licence. */
const MUX_KINDS = ['v', 't', 'g', 's', 'd'];

/** Tells whose token it is by its claims, and holds it to that vendor's document. */
export function readAsVendor(token: CompactToken, now: number): VendorReading {
  if (token.kind === 'jwe') return { what: 'as IBM’s vt', remarks: vtRemarks(token) };
  const { claims = {}, header } = token;
  if ('accid' in claims || 'conid' in claims)
    return { what: 'as Brightcove takes it', remarks: brightcoveRemarks(token) };
  if (header['alg'] === 'RS512' && 'sub' in claims)
    return { what: 'as IBM has it inside a vt', remarks: ibmRemarks(claims, now) };
  if (isOneOf(MUX_KINDS, claims['aud']))
    return { what: 'as Mux takes it', remarks: muxRemarks(token) };
  return { what: 'of a vendor that is not known here', remarks: [] };
}

/** What every verifier refuses. */
export function signatureRemarks({ header, signature, kind }: CompactToken): readonly Remark[] {
  const { alg } = header;
  if (kind === 'jwe') return [];
  if (typeof alg !== 'string' || alg.toLowerCase() === 'none' || signature === '')
    return [problem('It is not signed.', 'Sign it; every vendor refuses alg "none".')];
  if (/^HS\d/.test(alg))
    return [
      problem(
        `It is signed with ${alg}, which whoever verifies it could sign, too.`,
        'Sign it with a key pair: RS256 for Brightcove, RS512 for IBM.',
      ),
    ];
  return [];
}

function brightcoveRemarks({ claims = {}, header }: CompactToken): readonly Remark[] {
  const { iat, exp, accid, aud } = claims;
  const life = typeof iat === 'number' && typeof exp === 'number' ? exp - iat : undefined;
  return [
    ...(header['alg'] === 'RS256'
      ? []
      : [warning('Brightcove’s document names RS256 only.', 'Sign it with RS256.')]),
    ...(typeof accid === 'string'
      ? []
      : [problem('It names no account.', 'Add accid, the account’s id as a text.')]),
    ...(iat === undefined ? [problem('It lacks iat.', 'Add iat: when it was made.')] : []),
    ...(exp === undefined
      ? [problem('It never expires.', 'Add exp, at most 30 days after iat.')]
      : []),
    ...(life !== undefined && life > LONGEST
      ? [
          problem(
            `It lasts ${formatDuration(life)}; 30 days are allowed.`,
            'Set exp to at most 30 days after iat, and rather to minutes.',
          ),
        ]
      : []),
    ...(aud === undefined || Array.isArray(aud)
      ? []
      : [problem('Its aud is no list.', 'Write aud as a list of texts, or leave it out.')]),
  ];
}

function ibmRemarks(claims: Readonly<Record<string, unknown>>, now: number): readonly Remark[] {
  const { iat, sub } = claims;
  const age = typeof iat === 'number' ? now / 1000 - iat : undefined;
  return [
    ...(typeof sub === 'string' && sub !== ''
      ? []
      : [problem('It names no viewer.', 'Add sub, the viewer’s id.')]),
    ...(iat === undefined ? [problem('It lacks iat.', 'Add iat: when it was made.')] : []),
    ...(age !== undefined && age > IBM_SECONDS
      ? [
          problem(
            `It is ${formatDuration(age)} old; IBM takes it for ${IBM_SECONDS} seconds.`,
            'Mint one for each load of the player.',
          ),
        ]
      : []),
  ];
}

function muxRemarks({ claims = {}, header }: CompactToken): readonly Remark[] {
  const { sub, exp, kid = header['kid'] } = claims;
  return [
    ...(header['alg'] === 'RS256' ? [] : [problem('Mux takes RS256 only.', 'Sign it with RS256.')]),
    ...(typeof sub === 'string' && sub !== ''
      ? []
      : [problem('It names no film.', 'Add sub, the playback id.')]),
    ...(exp === undefined ? [problem('It lacks exp.', 'Add exp, in seconds since 1970.')] : []),
    ...(typeof kid === 'string'
      ? []
      : [problem('It does not say which key signed it.', 'Add kid, the id of the signing key.')]),
  ];
}

function isOneOf(words: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && words.includes(value);
}

function vtRemarks({ header }: CompactToken): readonly Remark[] {
  const { alg, enc, kid } = header;
  return [
    ...(alg === 'RSA-OAEP' && enc === 'A256CBC-HS512'
      ? []
      : [
          problem(
            'It is not encrypted as IBM’s document says.',
            'Use alg RSA-OAEP and enc A256CBC-HS512.',
          ),
        ]),
    ...(typeof kid === 'string'
      ? []
      : [
          problem(
            'It does not say with which of IBM’s keys.',
            'Add kid, from the key set that IBM publishes.',
          ),
        ]),
  ];
}
