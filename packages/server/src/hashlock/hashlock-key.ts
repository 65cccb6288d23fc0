import { secret } from '../secret/secret.ts';
import type { Secret, SecretInput } from '../secret/secret.ts';
import { hashlockFields } from './hashlock-values.ts';
import { nodeMd5 } from './md5.ts';
import type { Md5 } from './md5.ts';

/** What both sides of a hashlock must agree on. */
export interface HashlockKeyOptions {
  /** The secret shared with whoever validates. At least 16 random bytes, since MD5 can be guessed at millions a second. */
  readonly secret: SecretInput;
  /** The names of the signed parameters, in signing order; the first names the viewer. Default `['user']`. */
  readonly fields?: readonly string[];
  /** Default: `node:crypto`'s. */
  readonly md5?: Md5;
}

/** The options, checked. */
export interface HashlockKey {
  readonly secret: Secret;
  readonly fields: readonly string[];
  readonly md5: Md5;
}

const FEWEST_SECRET_BYTES = 16;

/**
 * Checks a secret and the fields it signs.
 *
 * @throws {ServerError} `config`
 */
export function hashlockKey(options: HashlockKeyOptions): HashlockKey {
  return {
    secret: secret(options.secret, { name: 'secret', minBytes: FEWEST_SECRET_BYTES }),
    fields: hashlockFields(options.fields ?? ['user']),
    md5: options.md5 ?? nodeMd5,
  };
}
