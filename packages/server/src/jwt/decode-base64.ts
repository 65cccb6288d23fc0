import { base64url } from 'jose';

/**
 * Decodes base64, of either alphabet.
 *
 * @returns Undefined if it is none.
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(
      base64url.decode(text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')),
    );
  } catch {
    // The decoder's message may quote the text.
    return undefined;
  }
}
