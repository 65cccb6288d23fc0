import type { EpochMs } from '@playgate/protocol';
import { apiPath } from '../api/api-path.ts';
import type { ApiPath } from '../api/vendor-api.ts';
import { Secret } from '../secret/secret.ts';
import { ServerError } from '../server-error.ts';
import type { CallOptions } from '../api/call-options.ts';
import type { Reading } from '../api/read-answer.ts';
import type { Connection } from './connect.ts';
import type { ListApi } from './list-api.ts';
import { listOf } from './list-of.ts';
import type { ListOptions } from './list-of.ts';
import { textMember, timeMember } from './members.ts';
import { below } from './paths.ts';
import type { KeyEnvironment } from './secret-keys.ts';

/** An API key, without its text. `undefined`: the vendor's answer does not say. */
export interface ApiKey {
  readonly id: string;
  readonly name: string | undefined;
  readonly environment: string | undefined;
  readonly type: string | undefined;
  /** The first characters of its text, enough to tell keys apart. */
  readonly prefix: string | undefined;
  readonly createdAt: EpochMs | undefined;
  /** When it stops being taken. `undefined`, too, while nobody has ended it. */
  readonly endsAt: EpochMs | undefined;
}

/** A key that was just made. */
export interface ShownApiKey extends ApiKey {
  /** Its text, which the vendor shows this once. Put it where secrets are kept before anything else. */
  readonly secret: Secret;
}

export interface NewApiKey {
  /** Such as the server or job that will use it. */
  readonly name: string;
  readonly environment: KeyEnvironment;
  /** Default `secret`. */
  readonly type?: 'secret' | 'public';
}

export interface GraceOptions extends CallOptions {
  /** How long the old key is still taken, in whole seconds, from 0 to 30 days. Default 0: it ends at once. */
  readonly graceSeconds?: number;
}

/** The keys of the account. Every call throws a `ServerError`, as those of a `Collection` do. */
export interface ApiKeys {
  create(input: NewApiKey, options?: CallOptions): Promise<ShownApiKey>;
  list(options?: ListOptions): AsyncIterable<ApiKey>;
  /** Makes the key that takes this one's place. */
  rotate(id: string, options?: GraceOptions): Promise<ShownApiKey>;
  revoke(id: string, options?: GraceOptions): Promise<ApiKey>;
}

const LONGEST_GRACE = 30 * 86_400;

/** The document has keys made in the dashboard and names no call for it: these are an assumption. */
export function apiKeys(connection: Connection, lists: ListApi | undefined): ApiKeys {
  const path = connection.paths.keys;
  const post = <T>(to: ApiPath, json: unknown, options: CallOptions, reading: Reading<T>) =>
    connection.ask({ ...options, method: 'POST', path: below(path, to), json }, reading);
  return {
    create: ({ name, environment, type = 'secret' }, options = {}) =>
      post(apiPath``, { name, environment, type }, options, SHOWN),
    list: (options) => listOf(connection, { ...KNOWN, path: below(path), lists }, options),
    rotate: async (id, options = {}) =>
      post(apiPath`/${id}/rotate`, graceOf(options), options, SHOWN),
    revoke: async (id, options = {}) =>
      post(apiPath`/${id}/revoke`, graceOf(options), options, KNOWN),
  };
}

function graceOf({ graceSeconds = 0 }: GraceOptions): unknown {
  if (!(Number.isInteger(graceSeconds) && graceSeconds >= 0 && graceSeconds <= LONGEST_GRACE))
    throw new ServerError(
      'invalid_value',
      `graceSeconds must be a whole number from 0 to ${LONGEST_GRACE}.`,
    );
  return { grace_seconds: graceSeconds };
}

const KNOWN: Reading<ApiKey> = { what: 'a key', read: readKey };

const SHOWN: Reading<ShownApiKey> = {
  what: 'a new key with its text',
  read(answer) {
    const key = readKey(answer);
    const text = textMember(answer, 'key');
    return key && text !== undefined && text !== ''
      ? { ...key, secret: new Secret(text) }
      : undefined;
  },
};

function readKey(answer: unknown): ApiKey | undefined {
  const id = textMember(answer, 'id');
  if (id === undefined || id === '') return undefined;
  return {
    id,
    name: textMember(answer, 'name'),
    environment: textMember(answer, 'environment'),
    type: textMember(answer, 'type'),
    prefix: textMember(answer, 'prefix')?.slice(0, 16),
    createdAt: timeMember(answer, 'created_at'),
    endsAt: timeMember(answer, 'ends_at'),
  };
}
