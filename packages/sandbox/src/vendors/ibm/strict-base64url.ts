/** The bytes of an unpadded base64url text; `undefined` for any text that is not the one spelling of some bytes (RFC 7515 section 2). */
export function strictBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
