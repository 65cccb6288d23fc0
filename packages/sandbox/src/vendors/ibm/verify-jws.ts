import type { KeyObject } from 'node:crypto';
import { verify } from 'node:crypto';
import type { JsonObject } from '../../json-members.ts';
import { parseJsonObject } from '../../json-members.ts';
import { joseHeader } from './jose-header.ts';
import { strictBase64url } from './strict-base64url.ts';

export type Verified =
  { readonly claims: JsonObject } | { readonly reason: 'malformed' | 'algorithm' | 'signature' };

/**
 * Checks a compact JWS of `RS512`; no other algorithm is known here, whatever its header says.
 *
 * @see RFC 7515 section 5.2.
 */
export function verifyJws(text: string, key: KeyObject): Verified {
  const [head = '', body = '', third = '', ...others] = text.split('.');
  const header = joseHeader(head);
  const [payload, signature] = [strictBase64url(body), strictBase64url(third)];
  if (!header || !payload || !signature || others.length > 0) return { reason: 'malformed' };
  if (header['alg'] !== 'RS512') return { reason: 'algorithm' };
  if (!verify('sha512', Buffer.from(`${head}.${body}`, 'ascii'), key, signature))
    return { reason: 'signature' };
  const claims = parseJsonObject(payload.toString('utf8'));
  return claims ? { claims } : { reason: 'malformed' };
}
