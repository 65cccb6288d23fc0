import { setBounded } from '../../../set-bounded.ts';

/** Counts wrong codes by address. */
export interface CodeGuard {
  isBlocked(address: string): boolean;
  wrong(address: string): void;
  /** What the vendor's support team does on request. */
  restore(address: string): void;
}

/** @see SecureVideo, "API - Passkeys": after 20 wrong codes an address is blacklisted until support restores it. */
const MOST_TRIES = 20;

export function createCodeGuard(): CodeGuard {
  const tries = new Map<string, number>();
  return {
    isBlocked: (address) => (tries.get(address) ?? 0) >= MOST_TRIES,
    wrong: (address) => setBounded(tries, address, (tries.get(address) ?? 0) + 1, 1000),
    restore: (address) => void tries.delete(address),
  };
}
