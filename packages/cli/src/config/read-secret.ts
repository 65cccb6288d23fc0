import { Secret } from '@playgate/server';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { ConfigPlace } from './config-place.ts';

/**
 * Reads what `{ "env": … }` or `{ "file": … }` leads to, without the line end that editors add.
 *
 * @throws {CliError} `config`, naming the member and the variable or file.
 */
export async function readSecret(
  reference: unknown,
  name: string,
  place: ConfigPlace,
): Promise<Secret | undefined> {
  if (reference === undefined) return undefined;
  const [kind, where] = referenceOf(reference) ?? [];
  if (kind === undefined || where === undefined)
    throw new CliError(
      'config',
      `${name} in ${place.path} must be { "env": "NAME" } or { "file": "path" }. A secret in a configuration file gets committed.`,
    );
  const text = kind === 'env' ? place.env[where] : await readSecretFile(where, name, place);
  const value = text?.replace(/\r?\n$/, '') ?? '';
  if (value.trim() === '')
    throw new CliError(
      'config',
      kind === 'env'
        ? `The environment variable ${where} is not set; ${name} needs it.`
        : `The file ${where} is empty; ${name} needs it.`,
    );
  return new Secret(value);
}

/** The file that a value refers to, if it is such a reference. */
export function secretFile(reference: unknown): string | undefined {
  const [kind, where] = referenceOf(reference) ?? [];
  return kind === 'file' ? where : undefined;
}

function referenceOf(reference: unknown): readonly ['env' | 'file', string] | undefined {
  if (typeof reference !== 'object' || reference === null) return undefined;
  const [entry, ...others] = Object.entries(reference);
  if (entry === undefined || others.length > 0) return undefined;
  const [kind, where]: readonly [string, unknown] = entry;
  if (typeof where !== 'string' || where === '') return undefined;
  return kind === 'env' || kind === 'file' ? [kind, where] : undefined;
}

async function readSecretFile(
  where: string,
  name: string,
  { folder }: ConfigPlace,
): Promise<string> {
  try {
    return await readFile(resolve(folder, where), 'utf8');
  } catch {
    throw new CliError('config', `The file ${where} cannot be read; ${name} needs it.`);
  }
}
