import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { CliError } from '../cli-error.ts';

/**
 * Writes a new file that only its owner may read: whole, or not at all. Until then it has another name, which nobody can have taken.
 *
 * @throws {CliError} `problem` when it is there already or cannot be written, before `write` is called; when the disk is full; what `write`
 * throws.
 */
export async function writeWhole(
  path: string,
  write: (file: FileHandle) => Promise<void>,
): Promise<void> {
  await refuseIfThere(path);
  const part = `${path}.${randomUUID()}.part`;
  const file = await open(part, 'wx', 0o600).catch(() => {
    throw new CliError(
      'problem',
      'The file could not be written. Choose a folder that is there and may be written to with --out.',
    );
  });
  try {
    await write(file);
    await file.close();
    await refuseIfThere(path);
    await rename(part, path);
  } catch (error) {
    await file.close();
    await rm(part, { force: true });
    throw isFull(error)
      ? new CliError('problem', 'The disk is full. Make room, or choose another one with --out.')
      : error;
  }
}

/** No room, or no more for this user, or for one file. */
const FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && FULL.includes(error.code);
}

async function refuseIfThere(path: string): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere)
    throw new CliError('problem', 'The file is there already. Name another one with --out.');
}
