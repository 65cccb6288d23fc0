/** A fresh 128-bit nonce, as 32 hexadecimal digits. */
export function createNonce(randomBytes: (length: number) => Uint8Array): string {
  return Array.from(randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
