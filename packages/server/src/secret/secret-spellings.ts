import type { Secret } from './secret.ts';

/** Whether a text holds a secret, in any spelling and case. */
export function holdsSecret(text: string, secret: Secret): boolean {
  const lower = text.toLowerCase();
  return secretSpellings(secret).some((one) => lower.includes(one));
}

/**
 * How a secret may be written: as it is, percent-encoded, escaped as in JSON, in base64 (wherever in a longer text it stands) and in
 * hexadecimal. In lower case, since what is compared with these loses its case, too.
 */
export function secretSpellings(secret: Secret): readonly string[] {
  const text = secret.reveal();
  const bytes = new TextEncoder().encode(text);
  const base64 = [0, 1, 2].map((before) => innerBase64(bytes, before));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const spellings = [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    ...base64,
    ...base64.map((one) => one.replaceAll('+', '-').replaceAll('/', '_')),
    hex,
  ];
  return [...new Set(spellings.map((one) => one.toLowerCase()))];
}

/** The characters that the bytes alone decide when `before` others stand before them, modulo three. */
function innerBase64(bytes: Uint8Array, before: number): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(before), ...bytes));
  return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}
