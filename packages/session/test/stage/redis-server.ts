import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Redis of one test file. It keeps every write on disk before it answers, so it can be killed. */
export interface RedisServer {
  /** The socket that it listens on: nobody else can take it, as they could a port. */
  readonly path: string;
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

/** Starts a Redis with its socket and its data in a folder of its own. */
export async function startRedis(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'playgate-redis-'));
  const path = join(folder, 'redis.sock');
  let running: ChildProcess | undefined;
  const server: RedisServer = {
    path,
    async start() {
      const own = ['--port', '0', '--unixsocket', path, '--dir', folder, '--save', ''];
      const durable = ['--appendonly', 'yes', '--appendfsync', 'always'];
      running = spawn('redis-server', [...own, ...durable], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await says(running, 'eady to accept connections');
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
