import { signedPart } from '../token/compact-jws.ts';

/** The tokens that an account has blocked: what its API shows at once, and what doors know of it after a while. */
export interface Blacklist {
  /** @returns `false` when the list is full. A token that is on it already needs no room. */
  add(token: string): boolean;
  remove(token: string): void;
  has(token: string): boolean;
  list(): readonly string[];
  /** Whether the doors refuse the token by now. */
  isBlocked(token: string): boolean;
}

/** @see Brightcove, "Using Authentication APIs", "Limitations". */
export const BLACKLIST_LIMIT = 100;

interface Spell {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** @param propagationMs How long a change takes to reach the doors. */
export function createBlacklist(now: () => number, propagationMs: () => number): Blacklist {
  const listed = new Set<string>();
  /** When doors refuse a token. Another signature under the same words is the same token. */
  const spells = new Map<string, Spell>();
  return {
    add(token) {
      if (listed.has(token)) return true;
      if (listed.size >= BLACKLIST_LIMIT) return false;
      listed.add(token);
      const key = signedPart(token);
      const since = spells.get(key);
      const goesOn = since !== undefined && now() < since.untilMs;
      const fromMs = goesOn ? since.fromMs : now() + propagationMs();
      spells.set(key, { fromMs, untilMs: Infinity });
      return true;
    },
    remove(token) {
      if (!listed.delete(token)) return;
      const key = signedPart(token);
      const { fromMs = Infinity } = spells.get(key) ?? {};
      spells.set(key, { fromMs, untilMs: now() + propagationMs() });
      for (const [old, { untilMs }] of spells) if (untilMs <= now()) spells.delete(old);
    },
    has: (token) => listed.has(token),
    list: () => [...listed],
    isBlocked(token) {
      const { fromMs = Infinity, untilMs = Infinity } = spells.get(signedPart(token)) ?? {};
      return now() >= fromMs && now() < untilMs;
    },
  };
}
