import { timingSafeEqual } from 'node:crypto';
import type { EpochMs } from '@playgate/protocol';
import { systemClock } from '../system-clock.ts';
import { HASHLOCK_DENIED } from './format-hashlock.ts';
import { hashlockDigest } from './hashlock-digest.ts';
import { hashlockKey } from './hashlock-key.ts';
import type { HashlockKey, HashlockKeyOptions } from './hashlock-key.ts';
import { areHashlockValues } from './hashlock-values.ts';
import type { HashlockValues } from './hashlock-values.ts';
import type { Hashlock } from './mint-hashlock.ts';

/**
 * - `denied`: the vendor's no, `false`.
 * - `malformed`: not the strict shape: the declared fields in their order, then `hashExpire`, then `hash`.
 * - `bad_digest`: signed with another secret, or changed. · `expired`.
 */
export type HashlockRefusal = 'denied' | 'malformed' | 'bad_digest' | 'expired';

/** What a hashlock says, or why it counts for nothing. */
export type HashlockVerdict =
  | { readonly ok: true; readonly values: HashlockValues; readonly hashlock: Hashlock }
  | { readonly ok: false; readonly reason: HashlockRefusal };

/** Options of `verifyHashlock`. */
export interface VerifyHashlockOptions extends HashlockKeyOptions {
  /** Default: the system's clock. */
  readonly now?: EpochMs;
}

const LONGEST_TEXT = 8192;
const DIGEST = /^[0-9a-f]{32}$/;

/**
 * Reads an authentication response strictly, since the vendor's digest leaves much open: names, splits at `|`, and an expiry under
 * another name are not signed. Only what `mintHashlock` writes is accepted.
 *
 * @param text The response, as JSON text.
 * @throws {ServerError} `config` for bad options; nothing for bad text.
 */
export function verifyHashlock(text: string, options: VerifyHashlockOptions): HashlockVerdict {
  return readHashlock(text, hashlockKey(options), options.now ?? systemClock.now());
}

/** `verifyHashlock` with its options checked before. */
export function readHashlock(text: string, key: HashlockKey, now: EpochMs): HashlockVerdict {
  const json = parse(text);
  if (json === false || json === HASHLOCK_DENIED) return { ok: false, reason: 'denied' };
  const parts = readParts(json, key.fields);
  if (parts === undefined) return { ok: false, reason: 'malformed' };
  const { values, expires, hash } = parts;
  if (!sameDigest(hash, hashlockDigest(values, { ...key, expires })))
    return { ok: false, reason: 'bad_digest' };
  if (expires * 1000 <= now) return { ok: false, reason: 'expired' };
  const params = key.fields.map((name, i) => [name, values[i] ?? ''] as const);
  return { ok: true, values: Object.fromEntries(params), hashlock: { params, expires, hash } };
}

interface Parts {
  readonly values: readonly string[];
  readonly expires: number;
  readonly hash: string;
}

function parse(text: string): unknown {
  if (text.length > LONGEST_TEXT) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readParts(json: unknown, fields: readonly string[]): Parts | undefined {
  if (!Array.isArray(json) || json.length !== fields.length + 2) return undefined;
  const values = fields.map((name, i) => onlyMember(json[i], name));
  const expires = onlyMember(json[fields.length], 'hashExpire');
  const hash = onlyMember(json[fields.length + 1], 'hash');
  if (!areHashlockValues(values)) return undefined;
  if (typeof expires !== 'number' || !Number.isSafeInteger(expires)) return undefined;
  if (typeof hash !== 'string' || !DIGEST.test(hash)) return undefined;
  return { values, expires, hash };
}

/** The member of that name, if it is the object's only one. */
function onlyMember(item: unknown, name: string): unknown {
  if (typeof item !== 'object' || item === null) return undefined;
  const [entry, ...others] = Object.entries(item);
  return entry?.[0] === name && others.length === 0 ? entry[1] : undefined;
}

function sameDigest(given: string, computed: string): boolean {
  const [a, b] = [given, computed].map((text) => new TextEncoder().encode(text));
  return a !== undefined && b !== undefined && a.length === b.length && timingSafeEqual(a, b);
}
