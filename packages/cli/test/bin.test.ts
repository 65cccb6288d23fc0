import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const BIN = fileURLToPath(new URL('../src/bin.ts', import.meta.url));

async function run(args: readonly string[], typed: string | undefined) {
  const child = spawn(process.execPath, ['--conditions=playgate-source', BIN, ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  if (typed !== undefined) child.stdin.end(typed);
  return {
    child,
    ended: once(child, 'close').then(([code]) => ({ code: Number(code), stdout, stderr })),
  };
}

test('the command reads standard input, prints to standard output and gives its exit code', async () => {
  const { ended } = await run(['inspect', '--json'], 'false');
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
  const usage = await run(['conjure'], '');
  expect(await usage.ended).toMatchObject({ code: 2, stdout: '' });
});
