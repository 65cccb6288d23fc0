import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Redis of one test file. It keeps every write on disk before it answers, so it can be killed. */
export interface RedisServer {
  readonly port: number;
  /** Kills it, as a failing machine would. */
  kill(): Promise<void>;
  /** Starts it again, with what it had. */
  start(): Promise<void>;
  /** Ends it and removes what it kept. */
  remove(): Promise<void>;
}

/** The sentence that is printed where there is none. */
export const NO_REDIS =
  'redis-server is not installed, so nothing is tested against it. Install it with the package manager.';

/** Whether there is one on this machine. Says so once where there is none. */
export function hasRedis(): boolean {
  if (spawnSync('redis-server', ['--version']).status === 0) return true;
  process.stderr.write(`${NO_REDIS}\n`);
  return false;
}

/** Starts a Redis on a free port of this machine, with its data in a folder of its own. */
export async function startRedis(settings: readonly string[] = []): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'playgate-redis-'));
  const port = await freePort();
  let running: ChildProcess | undefined;
  const server: RedisServer = {
    port,
    async start() {
      const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
      const durable = ['--appendonly', 'yes', '--appendfsync', 'always'];
      running = spawn('redis-server', [...own, ...durable, ...settings], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await says(running, 'Ready to accept connections');
    },
    async kill() {
      if (running === undefined || running.exitCode !== null) return;
      const ended = once(running, 'exit');
      running.kill('SIGKILL');
      await ended;
      running = undefined;
    },
    async remove() {
      await server.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

async function says(process: ChildProcess, sentence: string): Promise<void> {
  let said = '';
  const ended = once(process, 'exit').then(() => {
    throw new Error(`redis-server ended: ${said}`);
  });
  const heard = new Promise<void>((resolve) => {
    process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes(sentence)) resolve();
    });
  });
  await Promise.race([heard, ended]);
  ended.catch(() => {});
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  await once(listener, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}
