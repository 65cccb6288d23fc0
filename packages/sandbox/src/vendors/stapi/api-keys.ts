import type { JsonObject } from '../../json-members.ts';
import { isText, isTexts } from '../../json-members.ts';
import type { LeakWatch } from '../../leaks/leak-watch.ts';
import { SandboxError } from '../../sandbox-error.ts';
import { API_SCOPES } from '../authorization/scopes.ts';
import type { Permission } from './permission.ts';

/** A key as the dashboard lists it: without its text, which is shown once. */
export interface ListedKey {
  readonly id: string;
  readonly name: string;
  /** How its text begins. */
  readonly prefix: string;
  readonly permissions: readonly Permission[];
  readonly isRevoked: boolean;
}

/** The API keys of the account. @see STAPI, "Getting API Keys". */
export interface ApiKeys {
  /** @throws {SandboxError} `invalid_option` */
  create(details: JsonObject): ListedKey & { readonly key: string };
  list(): readonly ListedKey[];
  /** @throws {SandboxError} `invalid_option` */
  revoke(details: JsonObject): void;
  find(key: string): ListedKey | undefined;
}

export interface ApiKeyParts {
  readonly randomText: () => string;
  readonly leaks: Pick<LeakWatch, 'addSecret'>;
}

const LIMIT = 1000;
const PREFIX_LENGTH = 14;

export function createApiKeys({ randomText, leaks }: ApiKeyParts): ApiKeys {
  const keys = new Map<string, ListedKey>();
  return {
    create({ name, permissions = API_SCOPES }) {
      check(keys.size < LIMIT, `There are ${LIMIT} keys already.`);
      check(isText(name) && name !== '', 'name must be a text.');
      check(isPermissions(permissions), `permissions must be some of ${API_SCOPES.join(', ')}.`);
      const key = `sandbox_sk_${randomText()}`;
      const id = `key_${keys.size + 1}`;
      const prefix = key.slice(0, PREFIX_LENGTH);
      const listed: ListedKey = { id, name, prefix, permissions, isRevoked: false };
      keys.set(key, listed);
      leaks.addSecret(`stapi ${id}`, key);
      return { ...listed, key };
    },
    list: () => [...keys.values()],
    revoke({ id }) {
      const found = [...keys].find(([, listed]) => listed.id === id);
      check(found !== undefined, 'id must be that of a key.');
      keys.set(found[0], { ...found[1], isRevoked: true });
    },
    find: (key) => keys.get(key),
  };
}

const isPermissions = (value: unknown): value is readonly Permission[] =>
  isTexts(value) && value.every((one) => API_SCOPES.some((known) => known === one));

function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new SandboxError('invalid_option', message);
}
