import type { KeyObject } from 'node:crypto';
import { verify } from 'node:crypto';
import type { JsonObject } from '../../../json-members.ts';
import { isText } from '../../../json-members.ts';
import type { SigningKeys } from '../account/signing-keys.ts';
import type { CompactJws } from './compact-jws.ts';
import { parseCompactJws } from './compact-jws.ts';

/** What a token is for: video, thumbnail, animated picture, storyboard, DRM licence. */
export type Audience = 'v' | 't' | 'g' | 's' | 'd';

/** What a token says that is looked at here. */
export interface MuxClaims {
  /** A playback id. */
  readonly sub: string;
  readonly aud: Audience;
  /** Seconds since 1970. */
  readonly exp: number;
  readonly playback_restriction_id?: string;
  readonly max_resolution?: string;
}

export interface TokenDemand {
  readonly audience: Audience;
  readonly playbackId: string;
  readonly keys: Pick<SigningKeys, 'get'>;
  readonly nowMs: number;
}

export type TokenFailure = 'malformed' | 'wrong' | 'expired';

/**
 * What a token says, or why it does not count: by its syntax, its signature, its times, what it is for, in this order.
 *
 * @see Mux, "Secure video playback". The order is not documented, nor is what becomes of claims of the wrong type: they are refused.
 */
export function verifyToken(text: string, demand: TokenDemand): MuxClaims | TokenFailure {
  const jws = parseCompactJws(text);
  if (!jws || !isPlainHeader(jws.header)) return 'malformed';
  const key = keyFor(jws, demand.keys);
  if (!key || !verify('sha256', Buffer.from(jws.signed), key, jws.signature)) return 'wrong';
  const claims = readClaims(jws.payload);
  if (!claims) return 'malformed';
  if (claims.exp * 1000 <= demand.nowMs) return 'expired';
  if (isOfLater(jws.payload, demand.nowMs)) return 'wrong';
  return claims.aud === demand.audience && claims.sub === demand.playbackId ? claims : 'wrong';
}

/** What changes how the rest is to be read. Members that bring or point at keys are not looked at. */
const EXTENSIONS = ['crit', 'b64', 'zip', 'enc'];

const isPlainHeader = (header: JsonObject): boolean =>
  header['alg'] === 'RS256' &&
  (header['typ'] === undefined || header['typ'] === 'JWT') &&
  EXTENSIONS.every((name) => header[name] === undefined);

/**
 * By its id, which the vendor's libraries put into the header (for Elixir, and older ones for Node) or into the payload (version 14 for
 * Node). Where it stands twice, both must say the same.
 */
function keyFor({ header, payload }: CompactJws, keys: TokenDemand['keys']): KeyObject | undefined {
  const [id, ...others] = [header['kid'], payload['kid']].filter((name) => name !== undefined);
  return isText(id) && others.every((other) => other === id) ? keys.get(id) : undefined;
}

const AUDIENCES: readonly Audience[] = ['v', 't', 'g', 's', 'd'];

/** An audience is one text: the vendor's player takes no list, either. */
function readClaims(payload: JsonObject): MuxClaims | undefined {
  const { sub, exp, playback_restriction_id: restriction, max_resolution: most } = payload;
  const aud = AUDIENCES.find((name) => name === payload['aud']);
  if (!isText(sub) || !isSeconds(exp) || aud === undefined) return undefined;
  if (restriction !== undefined && !isText(restriction)) return undefined;
  if (most !== undefined && !isText(most)) return undefined;
  return {
    ...{ sub, aud, exp },
    ...(restriction !== undefined && { playback_restriction_id: restriction }),
    ...(most !== undefined && { max_resolution: most }),
  };
}

const isSeconds = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** The vendor does not use `nbf` and `iat`; where they stand they are to be true. */
const isOfLater = ({ nbf, iat }: JsonObject, nowMs: number): boolean =>
  [nbf, iat].some((time) => time !== undefined && !(isSeconds(time) && time * 1000 <= nowMs));
