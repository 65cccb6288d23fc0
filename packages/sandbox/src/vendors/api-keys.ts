import { bearerOf } from '../credential-class.ts';
import type { Judgement } from '../judgement.ts';
import type { SandboxClock } from '../sandbox-clock.ts';

/** API keys of one account: a public one, and secret ones that can be rotated with both alive for a while. */
export interface ApiKeys {
  readonly publicKey: string;
  /** The newest secret key. */
  readonly secretKey: string;
  /** A finding when the text is one of these keys, alive or not. */
  judge(value: string): Omit<Judgement, 'credential'> | undefined;
  isSecret(request: Request): boolean;
  isPublic(request: Request): boolean;
  /** Makes a new secret key. The ones before live on for `graceMs`. */
  rotate(graceMs: number): string;
}

/** @param randomText Makes an unguessable text. */
export function createApiKeys(clock: SandboxClock, randomText: () => string): ApiKeys {
  const publicKey = `sandbox_pk_${randomText()}`;
  let secretKey = `sandbox_sk_${randomText()}`;
  /** When each secret key ends. */
  const ends = new Map([[secretKey, Infinity]]);
  const isAlive = (value: string): boolean => (ends.get(value) ?? 0) > clock.now();
  return {
    publicKey,
    get secretKey() {
      return secretKey;
    },
    judge(value) {
      if (value === publicKey || isAlive(value)) return { verdict: 'ok' };
      return ends.has(value) ? { verdict: 'revoked', refusal: 401 } : undefined;
    },
    isSecret: (request) => isAlive(bearerOf(request) ?? ''),
    isPublic: (request) => bearerOf(request) === publicKey,
    rotate(graceMs) {
      const end = clock.now() + graceMs;
      for (const [value, until] of ends) ends.set(value, Math.min(until, end));
      secretKey = `sandbox_sk_${randomText()}`;
      ends.set(secretKey, Infinity);
      return secretKey;
    },
  };
}
