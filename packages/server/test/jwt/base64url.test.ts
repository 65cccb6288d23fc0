import { base64url } from 'jose';
import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it.each([
  ['with Buffer', () => {}],
  ['without', () => vi.stubGlobal('Buffer', undefined)],
])('encodes texts and parts of buffers as jose does, %s', async (_how, begin) => {
  begin();
  const { encodeBase64url } = await import('../../src/jwt/base64url.ts');
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.uint8Array(),
      fc.nat(8),
      (text, bytes, start) => {
        expect(encodeBase64url(text)).toBe(base64url.encode(text));
        const part = bytes.subarray(start);
        expect(encodeBase64url(part)).toBe(base64url.encode(Uint8Array.from(part)));
      },
    ),
  );
});
