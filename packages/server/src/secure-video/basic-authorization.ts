import { Secret } from '../secret/secret.ts';
import type { SecureVideoKeys } from './secure-video-keys.ts';

/**
 * The `Authorization` of server calls: `Basic` and the base64 of `identifier:secretKey` in UTF-8.
 *
 * The document names the base64 of RFC 2045, which breaks its lines after 76 characters. No header may hold a line break, and the document's
 * own pair needs 80, so the line is never broken.
 *
 * @see SecureVideo, "Authentication"; RFC 7617, section 2.
 */
export function basicAuthorization({ identifier, secretKey }: SecureVideoKeys): Secret {
  const bytes = new TextEncoder().encode(`${identifier}:${secretKey.reveal()}`);
  return new Secret(`Basic ${btoa(String.fromCharCode(...bytes))}`);
}
