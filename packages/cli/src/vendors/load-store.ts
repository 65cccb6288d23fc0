import type { Store } from '@playgate/server';
import { pathToFileURL } from 'node:url';
import { CliError } from '../cli-error.ts';

const METHODS = ['get', 'set', 'delete', 'replace', 'add'];

/**
 * Loads the store that the backend shares with this command, from a module of the application's that exports it as `store`.
 *
 * @param file Absolute.
 * @throws {CliError} `config`
 */
export async function loadStore(file: string): Promise<Store> {
  const module: unknown = await import(pathToFileURL(file).href).catch(() => {
    throw new CliError('config', 'The module of the store could not be loaded. Run it by itself.');
  });
  const store: unknown =
    typeof module === 'object' && module !== null && Reflect.get(module, 'store');
  if (isStore(store)) return store;
  throw new CliError(
    'config',
    'The module of the store must export store, which has get, set, delete, replace and add.',
  );
}

function isStore(value: unknown): value is Store {
  return (
    typeof value === 'object' &&
    value !== null &&
    METHODS.every((name) => typeof Reflect.get(value, name) === 'function')
  );
}
