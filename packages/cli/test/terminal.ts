import { systemClock } from '@playgate/server';
import type { ApiClock } from '@playgate/server';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { main } from '../src/index.ts';
import type { CliIo, ExitCode } from '../src/index.ts';
import { createCanaries } from './canaries.ts';
import type { Canaries } from './canaries.ts';

export const NOW = 1_700_000_000_000;
/** Written differently in every spelling. */
export const HASH_SECRET = 'canary "hash"/secret & 16+ bytes';

/** What a command did. */
export interface Ran {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder, an environment and streams to run commands in. Any secret that comes out without `--reveal` is an error. */
export interface Terminal {
  readonly folder: string;
  readonly canaries: Canaries;
  readonly env: Record<string, string>;
  write(file: string, content: unknown): Promise<void>;
  run(argv: string | readonly string[], io?: Partial<CliIo>): Promise<Ran>;
}

/** Time that stands still, and pauses that are over at once. */
export const stillClock: ApiClock = {
  now: () => NOW as ReturnType<ApiClock['now']>,
  sleep: (_ms, signal) => systemClock.sleep(0, signal),
};

export async function terminal(): Promise<Terminal> {
  const folder = await mkdtemp(join(tmpdir(), 'playgate-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const canaries = createCanaries();
  canaries.add('hashlock.secret', HASH_SECRET);
  const env: Record<string, string> = { HASH_SECRET };
  return {
    folder,
    canaries,
    env,
    async write(file, content) {
      const path = join(folder, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    },
    async run(argv, io = {}) {
      const args = typeof argv === 'string' ? argv.split(' ').filter((arg) => arg !== '') : argv;
      let [stdout, stderr] = ['', ''];
      const code = await main(args, {
        stdout: { write: (text) => (stdout += text) },
        stderr: { write: (text) => (stderr += text) },
        stdin: { read: () => Promise.resolve('') },
        env,
        cwd: folder,
        fetch: () => Promise.reject(new Error('There is no network in this test.')),
        clock: stillClock,
        signal: new AbortController().signal,
        ...io,
      });
      const leaks = canaries.findIn(args.includes('--reveal') ? stderr : stdout + stderr);
      if (leaks.length > 0) throw new Error(`${args.join(' ')} tells ${leaks.join(', ')}`);
      return { code, stdout, stderr };
    },
  };
}

/** Standard input with that text. */
export function piped(text: string): Pick<CliIo, 'stdin'> {
  return { stdin: { read: () => Promise.resolve(text) } };
}
