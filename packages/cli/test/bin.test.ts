import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
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

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'playgate-bin-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** A server that never answers, and its address. */
async function silence(): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

const brightcove = (url: string): Readonly<Record<string, unknown>> => ({
  ...{ accountId: '1100863500123', clientId: 'client', clientSecret: { file: 'secret' } },
  ...{ apiUrl: `${url}v1`, tokenUrl: `${url}token`, store: 'store.mjs' },
});

/** The day before: a report of it may be asked for. */
const yesterday = (): string => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

test('Ctrl-C ends it with 130, whatever it waits for', async () => {
  const { server, url } = await silence();
  const config = JSON.stringify({ doctor: { clockUrl: url } });
  const { child, ended } = start(['doctor'], await folderWith({ 'playgate.config.json': config }));
  await once(server, 'request');
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 130, stdout: '', stderr: 'Stopped.\n' });
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s leaves no part of a report behind',
  async (signal) => {
    const { server, url } = await silence();
    const config = JSON.stringify({ brightcove: brightcove(url) });
    const folder = await folderWith({ 'playgate.config.json': config, secret: 'a client secret' });
    const { child, ended } = start(['audit', yesterday(), '--out', 'audit.csv'], folder);
    await once(server, 'request');
    expect(await readdir(folder)).toHaveLength(3);
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 130 });
    expect((await readdir(folder)).sort()).toEqual(['playgate.config.json', 'secret']);
  },
);

test('a command whose progress nobody reads goes on', async () => {
  const { server, url } = await silence();
  const config = JSON.stringify({ brightcove: brightcove(url) });
  const folder = await folderWith({ 'playgate.config.json': config, secret: 'a client secret' });
  const { child, ended } = start(['audit', yesterday(), '--out', 'audit.csv'], folder);
  child.stderr.destroy();
  await once(server, 'request');
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 130 });
  expect((await readdir(folder)).sort()).toEqual(['playgate.config.json', 'secret']);
});

test('whoever stops reading, such as head, ends it without a word', async () => {
  const { child, ended } = start(['inspect']);
  child.stdout.destroy();
  child.stdin.end('false');
  expect(await ended).toEqual({ code: 0, stdout: '', stderr: '' });
});

test.skipIf(!existsSync('/dev/full'))('what could not be written was not done', async () => {
  const full = await open('/dev/full', 'w');
  onTestFinished(() => full.close());
  const child = spawn(process.execPath, ['--conditions=playgate-source', BIN, '--help'], {
    stdio: ['ignore', full.fd, 'pipe'],
  });
  let stderr = '';
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  const [code]: unknown[] = await once(child, 'close');
  expect([code, stderr]).toEqual([1, 'What was found could not be written. Make room for it.\n']);
});

test('a store that stays connected does not keep it from ending', async () => {
  const { url } = await silence();
  const folder = await folderWith({
    'playgate.config.json': JSON.stringify({ brightcove: brightcove(url) }),
    secret: 'a client secret',
    'store.mjs': `setInterval(() => {}, 1000);
export const store = {
  get: async () => undefined,
  set: async () => {},
  delete: async () => {},
  replace: async () => true,
  add: async () => 1,
};`,
  });
  const { code, stdout } = await start(['cut-off', 'u-1001'], folder).ended;
  expect([code, stdout]).toEqual([
    0,
    'u-1001 is cut off: 0 of 0 live tokens are on the blacklist.\n',
  ]);
});
