import type { Judgement } from '../../credentials/judgement.ts';
import type { EmulatorParts } from '../emulator.ts';
import type { Collection } from './collection.ts';
import { createCollection } from './collection.ts';
import type { KeyOrder } from './parse-key-order.ts';

/** What is remembered of a key. Its value is not: that was shown once. */
export interface ApiKey extends KeyOrder {
  readonly id: string;
  /** The first characters of its value, enough to tell keys apart. */
  readonly prefix: string;
  readonly createdAtMs: number;
  /** From then on it opens nothing; `Infinity` while nobody has ended it. */
  endsAtMs: number;
}

/** A key together with its value, as it is shown once. */
export interface ShownKey {
  readonly key: ApiKey;
  readonly value: string;
}

/** The keys of one account. Secret ones can be rotated with both alive for a while. */
export interface ApiKeys extends Pick<Collection<ApiKey>, 'get' | 'page' | 'isFull'> {
  readonly publicKey: string;
  /** The account's first secret key, or the last one that took its place. */
  readonly secretKey: string;
  /** The key whose value this is, while it lives. */
  find(value: string | undefined): ApiKey | undefined;
  /** A finding when the text is one of these keys, alive or not. */
  judge(value: string): Omit<Judgement, 'credential'> | undefined;
  isTaken(order: KeyOrder): boolean;
  create(order: KeyOrder): ShownKey;
  /** Makes a key to take another's place. All before it of the same name live on for `graceMs`. */
  rotate(key: ApiKey, graceMs: number): ShownKey;
  end(key: ApiKey, graceMs: number): void;
  /** As `rotate`, for {@link ApiKeys.secretKey}. */
  rotateSecretKey(graceMs: number): string;
}

const SHOWN_CHARACTERS = 15;

const FIRST = { name: 'Backend', environment: 'development', type: 'secret' } as const;
const FIRST_PUBLIC = { name: 'Web', environment: 'development', type: 'public' } as const;

export function createApiKeys({ clock, randomText, leaks }: EmulatorParts): ApiKeys {
  const keys = createCollection<ApiKey>();
  const byValue = new Map<string, ApiKey>();
  const isAlive = (key: ApiKey): boolean => key.endsAtMs > clock.now();
  const family = (order: KeyOrder): ApiKey[] =>
    [...byValue.values()].filter((key) => isAlive(key) && isSameName(key, order));

  function create({ name, environment, type }: KeyOrder): ShownKey {
    const value = `sandbox_${type === 'secret' ? 'sk' : 'pk'}_${randomText()}`;
    const key: ApiKey = {
      ...{ id: `key_${byValue.size + 1}`, name, environment, type },
      prefix: value.slice(0, SHOWN_CHARACTERS),
      createdAtMs: clock.now(),
      endsAtMs: Infinity,
    };
    keys.add(key);
    byValue.set(value, key);
    // Pages hold the public ones.
    if (type === 'secret') leaks.addSecret(`catchTheShow ${key.id}`, value);
    return { key, value };
  }

  function end(key: ApiKey, graceMs: number): void {
    key.endsAtMs = Math.min(key.endsAtMs, clock.now() + graceMs);
  }

  function rotate(key: ApiKey, graceMs: number): ShownKey {
    for (const one of family(key)) end(one, graceMs);
    const shown = create(key);
    if (first.key === key) first = shown;
    return shown;
  }

  let first = create(FIRST);
  const publicKey = create(FIRST_PUBLIC).value;
  return {
    publicKey,
    get secretKey() {
      return first.value;
    },
    get isFull() {
      return keys.isFull;
    },
    get: keys.get,
    page: keys.page,
    find(value = '') {
      const key = byValue.get(value);
      return key && isAlive(key) ? key : undefined;
    },
    judge(value) {
      const key = byValue.get(value);
      if (!key) return undefined;
      return isAlive(key) ? { verdict: 'ok' } : { verdict: 'revoked', refusal: 401 };
    },
    isTaken: (order) => family(order).length > 0,
    create,
    rotate,
    end,
    rotateSecretKey: (graceMs) => rotate(first.key, graceMs).value,
  };
}

const isSameName = (one: KeyOrder, other: KeyOrder): boolean =>
  one.name === other.name && one.environment === other.environment && one.type === other.type;
