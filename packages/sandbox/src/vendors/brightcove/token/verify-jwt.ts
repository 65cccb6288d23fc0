import { verify } from 'node:crypto';
import { isText } from '../../../json-members.ts';
import type { PublicKey, PublicKeys } from '../account/public-keys.ts';
import type { CompactJws } from './compact-jws.ts';
import { parseCompactJws } from './compact-jws.ts';
import type { JwtClaims } from './jwt-claims.ts';
import { isJwtClaims } from './jwt-claims.ts';

/** Which door a token is shown at: the Playback API, a static URL, or one that gives keys and licences out. */
export type JwtPurpose = 'playback' | 'static' | 'license';

export interface JwtDemand {
  readonly purpose: JwtPurpose;
  /** Account that the path names. */
  readonly accountId: string;
  readonly keys: PublicKeys;
  readonly nowMs: number;
  /** Takes ES256, too. */
  readonly es256: boolean;
  /** How far `iat` and `nbf` may be ahead, in seconds. */
  readonly skewSeconds: number;
  /** Whether a licence is given for a signature alone. */
  readonly bareLicenseTokens: boolean;
}

export type JwtFailure = 'malformed' | 'wrong' | 'expired';

/** In seconds. */
const LONGEST_SPAN = 30 * 86_400;

/**
 * What a viewer's token says, or why it does not count. In this order: syntax, algorithm, signature, times, audience, account.
 *
 * @see Brightcove, "Creating a JSON Web Token (JWT)" and "Static URL delivery". The order is not documented.
 */
export function verifyJwt(text: string, demand: JwtDemand): JwtClaims | JwtFailure {
  const jws = parseCompactJws(text);
  if (!jws || !isPlainHeader(jws.header)) return 'malformed';
  if (!isSigned(jws, demand)) return 'wrong';
  const claims = jws.payload;
  if (!isJwtClaims(claims) || !hasDemanded(claims, demand)) return 'malformed';
  return timeFailure(claims, demand) ?? (isMeantHere(claims, demand) ? claims : 'wrong');
}

/** What changes how the rest is to be read. */
const EXTENSIONS = ['crit', 'b64', 'zip', 'enc'];

/**
 * The header's type member may be missing, or have its old name. Members that bring or point at keys (`jwk`, `jku`, `x5c`, `x5u`)
 * are not looked at: keys are those that were registered.
 */
function isPlainHeader(header: CompactJws['header']): boolean {
  const type = header['typ'] ?? header['type'] ?? 'JWT';
  return (
    EXTENSIONS.every((name) => header[name] === undefined) &&
    isText(type) &&
    type.toUpperCase() === 'JWT'
  );
}

function isSigned(jws: CompactJws, demand: JwtDemand): boolean {
  const { alg } = jws.header;
  if (alg !== 'RS256' && !(alg === 'ES256' && demand.es256)) return false;
  const type = alg === 'RS256' ? 'rsa' : 'ec';
  return keysFor(jws, demand.keys).some((one) => one.algorithm === type && isSignedBy(jws, one));
}

const isSignedBy = ({ signed, signature }: CompactJws, { key, algorithm }: PublicKey): boolean =>
  verify(
    'sha256',
    Buffer.from(signed),
    algorithm === 'ec' ? { key, dsaEncoding: 'ieee-p1363' } : key,
    signature,
  );

/** Every key of the account is tried, unless the token names one: by its claim, or by a `kid`, which the vendor does not mention. */
function keysFor({ header, payload }: CompactJws, keys: PublicKeys): readonly PublicKey[] {
  const names = [header['kid'], payload['pkid']].filter((name) => name !== undefined);
  return keys.list().filter(({ id }) => names.every((name) => name === id));
}

const hasDemanded = (claims: JwtClaims, { purpose, bareLicenseTokens }: JwtDemand): boolean =>
  purpose === 'static' ||
  (purpose === 'license' && bareLicenseTokens) ||
  (claims.accid !== undefined && claims.iat !== undefined && claims.exp !== undefined);

function timeFailure(
  { iat, nbf, exp }: JwtClaims,
  { nowMs, skewSeconds }: JwtDemand,
): JwtFailure | undefined {
  const latest = nowMs + skewSeconds * 1000;
  if (exp !== undefined && exp * 1000 <= nowMs) return 'expired';
  if (Math.max(iat ?? 0, nbf ?? 0) * 1000 > latest) return 'wrong';
  if (exp !== undefined && iat !== undefined && exp - iat > LONGEST_SPAN) return 'wrong';
  return undefined;
}

const AUDIENCES: Readonly<Record<JwtPurpose, readonly string[]>> = {
  playback: ['playback.api.brightcove.com'],
  static: ['static.api.brightcove.com'],
  license: ['playback.api.brightcove.com', 'static.api.brightcove.com'],
};

const isMeantHere = ({ aud, accid }: JwtClaims, { purpose, accountId }: JwtDemand): boolean =>
  (aud === undefined || AUDIENCES[purpose].some((name) => aud.includes(name))) &&
  (accid === undefined || accid === accountId);
