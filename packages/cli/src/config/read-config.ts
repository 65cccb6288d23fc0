import { secretShapeIn } from '@playgate/server/doctor';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { secretFile } from './read-secret.ts';
import { configSection } from './config-section.ts';
import type { Config } from './config.ts';

const DEFAULT = 'playgate.config.json';

/**
 * Reads a configuration.
 *
 * @param known The sections that it may have.
 * @param path Default `playgate.config.json` where the command was started.
 * @throws {CliError} `config`
 */
export async function readConfig(
  { cwd, env }: Pick<CliIo, 'cwd' | 'env'>,
  known: readonly string[],
  path: string = DEFAULT,
): Promise<Config> {
  const file = resolve(cwd, path);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CliError(
      'config',
      `${path} cannot be read. Write one (docs/cli.md shows how), or name another with --config <file>.`,
    );
  });
  const shape = secretShapeIn(text);
  if (shape !== undefined)
    throw new CliError(
      'config',
      `${path} holds ${shape}. Move it to the environment or to a file, put { "env": … } or { "file": … } in its place, and replace the secret if the file was ever committed.`,
    );
  const place = { path, folder: dirname(file), env };
  const json = parse(text, path);
  const root = configSection(json, '', place);
  root.only(...known);
  return {
    path,
    has: (name) => root.has(name),
    secretFiles: secretFilesIn(json).map((where) => resolve(place.folder, where)),
    section: (name) => root.maybeSection(name) ?? absent(name, path),
  };
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No cause: the parser's message quotes what it read.
    throw new CliError(
      'config',
      `${path} is not JSON. Look for a comma too many, or a quote too few.`,
    );
  }
}

function absent(name: string, path: string): never {
  throw new CliError('config', `${path} has no section "${name}". Add one; docs/cli.md shows how.`);
}

function secretFilesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const file = secretFile(value);
  return file === undefined ? Object.values(value).flatMap(secretFilesIn) : [file];
}
