import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const BIN = fileURLToPath(new URL('../src/bin.ts', import.meta.url));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function start(args: readonly string[], cwd = process.cwd()) {
  const child = spawn(process.execPath, ['--conditions=playgate-source', BIN, ...args], { cwd });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const ended = once(child, 'close').then(([code]): Ended => ({
    code: Number(code),
    stdout,
    stderr,
  }));
  return { child, ended };
}

test('the command reads standard input, prints to standard output and gives its exit code', async () => {
  const good = start(['inspect', '--json']);
  good.child.stdin.end('false');
  expect(await good.ended).toMatchObject({ code: 0, stderr: '' });
  expect(await start(['conjure']).ended).toMatchObject({ code: 2, stdout: '' });
});

test('Ctrl-C ends it with 130, whatever it waits for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'playgate-bin-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const clockUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await writeFile(join(folder, 'playgate.config.json'), JSON.stringify({ doctor: { clockUrl } }));
  const { child, ended } = start(['doctor'], folder);
  await once(server, 'request');
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 130, stdout: '', stderr: 'Stopped.\n' });
});
