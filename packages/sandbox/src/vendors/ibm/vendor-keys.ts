import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createHash, generateKeyPairSync } from 'node:crypto';
import type { SandboxClock } from '../../sandbox-clock.ts';

interface VendorKey {
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  /** When it opens nothing more, on the sandbox's clock. */
  endsAtMs: number;
}

/** The vendor's keys that tokens are sealed for. */
export interface VendorKeys {
  /** What is published: the newest key. */
  keySet(): { readonly keys: readonly (JsonWebKey & { readonly kid: string })[] };
  /** The private key of a `kid`, as long as it is accepted. */
  find(kid: string): KeyObject | undefined;
  /**
   * Makes a new key.
   *
   * @param graceMs How long the one before is still accepted.
   * @returns the new `kid`.
   */
  rotate(graceMs: number): string;
}

/** RSA keys of 2048 bits; the vendor's own are about twice as long, and take that much longer to make. */
export function createVendorKeys(clock: SandboxClock): VendorKeys {
  const keys: VendorKey[] = [];
  // Made when it is needed first: most runs never do.
  const newest = (): VendorKey => keys.at(-1) ?? add();

  function add(): VendorKey {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = { ...pair, kid: kidOf(pair.publicKey), endsAtMs: Infinity };
    keys.push(key);
    return key;
  }

  return {
    keySet() {
      const { kid, publicKey } = newest();
      return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'enc' }] };
    },
    find: (kid) => keys.find((key) => key.kid === kid && key.endsAtMs > clock.now())?.privateKey,
    rotate(graceMs) {
      newest().endsAtMs = clock.now() + graceMs;
      return add().kid;
    },
  };
}

/** Sixty-four hexadecimal digits, as the vendor's have. */
const kidOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex');
