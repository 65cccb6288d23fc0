import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';

/** A key that an account's tokens are verified with. */
export interface PublicKey {
  /** A UUID. */
  readonly id: string;
  /** As it was registered: the DER SubjectPublicKeyInfo in base64, one line, without armour. */
  readonly value: string;
  readonly algorithm: 'rsa' | 'ec';
  /** Milliseconds since 1970. */
  readonly createdAtMs: number;
  readonly key: KeyObject;
}

export interface PublicKeys {
  /** @returns `undefined` when the text is no RSA key from 2048 bits on and no P-256 key, or when there are 100. */
  register(value: string): PublicKey | undefined;
  get(id: string): PublicKey | undefined;
  list(): readonly PublicKey[];
  /** @returns whether there was one. */
  remove(id: string): boolean;
}

/** The vendor prints no limit. */
const LIMIT = 100;

/** @param makeId Makes a UUID. */
export function createPublicKeys(now: () => number, makeId: () => string): PublicKeys {
  const keys = new Map<string, PublicKey>();
  return {
    register(value) {
      const key = keyOf(value);
      if (!key || keys.size >= LIMIT) return undefined;
      const algorithm = key.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec';
      const one: PublicKey = { id: makeId(), value, algorithm, createdAtMs: now(), key };
      keys.set(one.id, one);
      return one;
    },
    get: (id) => keys.get(id),
    list: () => [...keys.values()],
    remove: (id) => keys.delete(id),
  };
}

function keyOf(value: string): KeyObject | undefined {
  const der = Buffer.from(value, 'base64');
  if (der.toString('base64') !== value) return undefined;
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
    const isFit =
      key.asymmetricKeyType === 'rsa' ? modulusLength >= 2048 : namedCurve === 'prime256v1';
    return isFit ? key : undefined;
  } catch {
    // Bytes that are no key are one more kind of unfit key.
    return undefined;
  }
}
