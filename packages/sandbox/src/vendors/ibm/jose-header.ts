import type { JsonObject } from '../../json-members.ts';
import { parseJsonObject } from '../../json-members.ts';
import { strictBase64url } from './strict-base64url.ts';

/** Members that would change what the rest means. Nothing here uses them. */
const REFUSED = ['crit', 'zip', 'b64'];

/** The header of a JWS or JWE, if it asks for nothing out of the ordinary. */
export function joseHeader(text: string): JsonObject | undefined {
  const bytes = strictBase64url(text);
  const header = bytes && parseJsonObject(bytes.toString('utf8'));
  return header && REFUSED.every((name) => !(name in header)) ? header : undefined;
}
