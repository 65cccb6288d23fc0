import type { Secret } from '../secret.ts';

/** Whether a text holds a secret: as it is, percent-encoded, in base64, or escaped as in JSON. */
export function holdsSecret(text: string, secret: Secret): boolean {
  const value = secret.reveal();
  const base64 = toBase64(value);
  return [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
  ].some((spelling) => text.includes(spelling));
}

/** Without its end, which depends on what follows. */
function toBase64(value: string): string {
  const bytes = new TextEncoder().encode(value);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
  return btoa(String.fromCharCode(...whole));
}
