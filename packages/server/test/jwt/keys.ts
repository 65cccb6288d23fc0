import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { onTestFinished, vi } from 'vitest';

/** A key pair that lives as long as the run. */
export interface TestKey {
  readonly pem: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** An RSA key of that many bits. */
export function rsa(modulusLength: number): TestKey {
  return withPem(generateKeyPairSync('rsa', { modulusLength }));
}

/** An EC key on that curve. */
export function ec(namedCurve: string): TestKey {
  return withPem(generateKeyPairSync('ec', { namedCurve }));
}

function withPem(pair: Omit<TestKey, 'pem'>): TestKey {
  return { ...pair, pem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

export const RSA: TestKey = rsa(2048);
export const P256: TestKey = ec('P-256');

/** For the rest of this test, the runtime is one that has WebCrypto alone. */
export function onWebCrypto(): void {
  vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' });
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
}
