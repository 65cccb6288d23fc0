import { createHmac } from 'node:crypto';

/** Nonces that proofs must carry. @see RFC 9449, section 9. */
export interface DpopNonces {
  current(): string;
  /** Whether it is the current one, or the one before. */
  isKnown(nonce: unknown): boolean;
}

/** For how long one is current. */
const LIFE_MS = 60_000;

/**
 * @param secret Unguessable.
 * @param now Milliseconds since 1970.
 */
export function createDpopNonces(secret: string, now: () => number): DpopNonces {
  const nonceAt = (turn: number): string =>
    createHmac('sha256', secret).update(String(turn)).digest('base64url');
  const turn = (): number => Math.floor(now() / LIFE_MS);
  return {
    current: () => nonceAt(turn()),
    isKnown: (nonce) => nonce === nonceAt(turn()) || nonce === nonceAt(turn() - 1),
  };
}
