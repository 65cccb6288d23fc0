import type { KeyObject } from 'node:crypto';
import { isText } from '../../json-members.ts';
import { decryptJwe } from './decrypt-jwe.ts';
import { verifyJws } from './verify-jws.ts';

/**
 * Why a token does not open.
 *
 * - `malformed`: no JWE, or no JWS in it. · `algorithm`: others than the documented ones. · `unknown_key`: sealed for no key of ours.
 * - `decryption`, `signature`: made with another key, or changed. · `subject`: names no viewer. · `issued_at`: no time, or one to come.
 * - `late`: older than a minute. · `used`: by this component. · `missing`: there is none.
 */
export type TokenFault =
  | 'missing'
  | 'malformed'
  | 'algorithm'
  | 'unknown_key'
  | 'decryption'
  | 'signature'
  | 'subject'
  | 'issued_at'
  | 'late'
  | 'used';

export type TokenFinding =
  { readonly subject: string; readonly issuedAt: number } | { readonly fault: TokenFault };

export interface TokenKeys {
  /** The vendor's private key of a `kid`. */
  readonly findKey: (kid: string) => KeyObject | undefined;
  /** The content's. */
  readonly publicKey: KeyObject;
}

/** How long a token opens after it was issued, in seconds. */
export const TOKEN_SECONDS = 60;

const LONGEST_TOKEN = 16_384;

/**
 * Reads a viewer authentication token. `aud` and `exp`, which the vendor's picture shows, count for nothing here: no page says that they
 * are checked.
 *
 * @param nowSeconds Seconds since 1970.
 * @see IBM Video Streaming, "Viewer Authentication Token". The order of the checks is ours.
 */
export function readViewerToken(text: string, keys: TokenKeys, nowSeconds: number): TokenFinding {
  if (text === '') return { fault: 'missing' };
  if (text.length > LONGEST_TOKEN) return { fault: 'malformed' };
  const opened = decryptJwe(text, keys.findKey);
  if ('reason' in opened) return { fault: opened.reason };
  const signed = verifyJws(opened.text, keys.publicKey);
  if ('reason' in signed) return { fault: signed.reason };
  const { sub, iat } = signed.claims;
  if (!isText(sub) || sub === '') return { fault: 'subject' };
  const now = Math.floor(nowSeconds);
  if (!isTime(iat) || iat > now) return { fault: 'issued_at' };
  return now - iat > TOKEN_SECONDS ? { fault: 'late' } : { subject: sub, issuedAt: iat };
}

const isTime = (value: unknown): value is number => Number.isSafeInteger(value);
