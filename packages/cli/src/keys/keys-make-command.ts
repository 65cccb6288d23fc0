import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { formatTable } from '../output/format-table.ts';
import { makeKeyPair } from './make-key-pair.ts';
import type { KeyAlgorithm, KeyPair } from './make-key-pair.ts';

const SIZES: readonly number[] = [2048, 3072, 4096];

/** `playgate keys make` */
export const keysMakeCommand: Command = {
  name: 'keys make',
  about: 'Makes a key pair on this machine, to sign tokens with.',
  operands: [],
  options: {
    out: { value: 'name', about: 'of the files, without .pem (default playgate-key)' },
    algorithm: { value: 'name', about: 'RS256 (default) or ES256' },
    bits: { value: 'number', about: 'of an RSA key: 2048 (default), 3072 or 4096' },
  },
  details:
    'Writes <name>.pem, which only you may read and which never leaves this machine, and <name>.pub.pem. Files that are there are kept. Nothing of the private key is printed.',
  example: 'playgate keys make --out keys/brightcove',
  async run(call: Call) {
    const { algorithm, bits } = readChoice(call);
    const out = call.option('out') ?? 'playgate-key';
    const files = { private: `${out}.pem`, public: `${out}.pub.pem` };
    const pair = makeKeyPair(algorithm, bits);
    await writePair(pair, {
      private: resolve(call.io.cwd, files.private),
      public: resolve(call.io.cwd, files.public),
    });
    const what = algorithm === 'RS256' ? `An RSA key of ${bits} bits` : 'An EC key (P-256)';
    call.printer.result(
      {
        algorithm,
        ...(algorithm === 'RS256' && { bits }),
        privateKey: files.private,
        publicKey: files.public,
        fingerprint: pair.fingerprint,
      },
      [
        `${what} is made.`,
        formatTable(
          [
            ['private', `${files.private} (only you may read it; never commit it)`],
            ['public', files.public],
            ['SHA-256', pair.fingerprint],
          ],
          '  ',
        ),
      ].join('\n'),
    );
    return EXIT.ok;
  },
};

function readChoice(call: Call): { readonly algorithm: KeyAlgorithm; readonly bits: number } {
  const algorithm = call.option('algorithm') ?? 'RS256';
  const given = call.option('bits');
  const bits = Number(given ?? 2048);
  if (algorithm !== 'RS256' && algorithm !== 'ES256')
    throw new CliError('usage', '--algorithm must be RS256 or ES256.');
  if (algorithm === 'ES256' && given !== undefined)
    throw new CliError('usage', '--bits is for RS256 only.');
  if (!SIZES.includes(bits)) throw new CliError('usage', '--bits must be 2048, 3072 or 4096.');
  return { algorithm, bits };
}

interface KeyFiles {
  readonly private: string;
  readonly public: string;
}

/** Both or none, and over nothing that is there. */
async function writePair({ privatePem, publicPem }: KeyPair, files: KeyFiles): Promise<void> {
  await writeNew(files.public, publicPem, 0o644);
  try {
    await writeNew(files.private, privatePem, 0o600);
  } catch (error) {
    await rm(files.public);
    throw error;
  }
}

async function writeNew(file: string, text: string, mode: number): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx', mode });
  } catch (error) {
    const there = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    // A disk that is full leaves half of it.
    if (!there) await rm(file, { force: true });
    throw new CliError(
      'problem',
      there
        ? 'A file of that name is there already. Choose another with --out; keys are never overwritten.'
        : 'The key could not be written. Choose a folder that is there and may be written to with --out.',
    );
  }
}
