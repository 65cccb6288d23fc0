import { expect, test } from 'vitest';
import { createNonce } from '../../src/ui/create-nonce.ts';
import { browserEnvironment } from '../../src/ui/browser-environment.ts';

test('has 128 bits, as hexadecimal digits with their leading zeros', () => {
  expect(createNonce((length) => Uint8Array.from({ length }, (_, i) => i))).toBe(
    '000102030405060708090a0b0c0d0e0f',
  );
});

test('comes from the browser anew each time', () => {
  const nonces = new Set(
    Array.from({ length: 50 }, () => createNonce(browserEnvironment.randomBytes)),
  );
  expect(nonces.size).toBe(50);
});
