import { setBounded } from '../../../set-bounded.ts';
import type { JwtClaims } from './jwt-claims.ts';

/** Counts what a token has opened, for its claims `maxu` and `maxip`. */
export interface TokenUses {
  /** Counts one more key; `false` when there were as many, or as many addresses, as the token may have. */
  admit(name: string, claims: JwtClaims, ip: string): boolean;
}

interface Uses {
  readonly count: number;
  readonly ips: ReadonlySet<string>;
}

/** Exact, where the vendor says that a burst may go over the limit. */
export function createTokenUses(): TokenUses {
  const uses = new Map<string, Uses>();
  return {
    admit(name, { maxu = Infinity, maxip = Infinity }, ip) {
      const before: Uses = uses.get(name) ?? { count: 0, ips: new Set() };
      const ips = new Set([...before.ips, ip]);
      if (before.count >= maxu || ips.size > maxip) return false;
      setBounded(uses, name, { count: before.count + 1, ips });
      return true;
    },
  };
}
