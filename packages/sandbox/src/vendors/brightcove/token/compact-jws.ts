import type { JsonObject } from '../../../json-members.ts';
import { parseJsonObject } from '../../../json-members.ts';

/** A signed token taken apart; nothing of it is verified yet. */
export interface CompactJws {
  readonly header: JsonObject;
  readonly payload: JsonObject;
  /** What the signature is over: header and payload as they came. */
  readonly signed: string;
  readonly signature: Buffer<ArrayBuffer>;
}

/**
 * The longest token that is looked at, in characters. The vendor prints no limit; a token with every documented claim stays
 * under half of it, and whatever is longer costs no parsing.
 */
const LONGEST = 8192;

/**
 * `undefined` for what is no JWS in its compact form: an encrypted token, padding, a line break, a dot more or less, bytes that are
 * no JSON object. Each text has one spelling only, so that no second one passes a list of blocked tokens.
 *
 * @see RFC 7515 section 7.1.
 */
export function parseCompactJws(text: string): CompactJws | undefined {
  if (text.length > LONGEST || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return undefined;
  const [header, payload, signature] = text.split('.').map(bytesOf);
  if (!header || !payload || !signature) return undefined;
  const [head, claims] = [objectOf(header), objectOf(payload)];
  if (!head || !claims) return undefined;
  return { header: head, payload: claims, signed: signedPart(text), signature };
}

/** Everything before the signature. */
export const signedPart = (text: string): string => text.slice(0, text.lastIndexOf('.'));

/** Decoding forgives bits that stand for nothing; the way back does not. */
function bytesOf(part: string): Buffer<ArrayBuffer> | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : undefined;
}

function objectOf(bytes: Buffer): JsonObject | undefined {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? parseJsonObject(text) : undefined;
}
