import type { JsonObject } from '../../../json-members.ts';
import { parseJsonObject } from '../../../json-members.ts';

/** A token taken apart; nothing of it is verified yet. */
export interface CompactJws {
  readonly header: JsonObject;
  readonly payload: JsonObject;
  /** What the signature is over. */
  readonly signed: string;
  readonly signature: Buffer<ArrayBuffer>;
}

/** In characters. The vendor prints no limit; whatever is longer costs no parsing. */
const LONGEST = 8192;

/**
 * `undefined` for what is no JWS in its compact form, each part spelled in the one way there is.
 *
 * @see RFC 7515 section 7.1.
 */
export function parseCompactJws(text: string): CompactJws | undefined {
  if (text.length > LONGEST) return undefined;
  const [, signed = '', header = '', payload = '', mark = ''] =
    /^(([\w-]+)\.([\w-]+))\.([\w-]+)$/.exec(text) ?? [];
  const [head, claims, signature] = [objectOf(header), objectOf(payload), bytesOf(mark)];
  return head && claims && signature && { header: head, payload: claims, signed, signature };
}

function objectOf(part: string): JsonObject | undefined {
  const bytes = bytesOf(part);
  return bytes && parseJsonObject(bytes.toString('utf8'));
}

/** Decoding forgives bits that stand for nothing; the way back does not. */
function bytesOf(part: string): Buffer<ArrayBuffer> | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return part !== '' && bytes.toString('base64url') === part ? bytes : undefined;
}
