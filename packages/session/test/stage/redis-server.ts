import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certificate } from './certificate.ts';

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

/** A Redis that is reached by TLS alone, and by one user. */
export interface TlsRedis {
  readonly port: number;
  close(): Promise<void>;
}

/** @param user What follows `user` in the configuration. */
export async function startTlsRedis(
  { keyFile, certificateFile }: Certificate,
  user: readonly string[],
): Promise<TlsRedis> {
  for (;;) {
    const port = await freePort();
    const running = spawn(
      'redis-server',
      [
        ...['--port', '0', '--tls-port', String(port), '--bind', '127.0.0.1', '--save', ''],
        ...['--tls-key-file', keyFile, '--tls-cert-file', certificateFile],
        ...['--tls-ca-cert-file', certificateFile, '--tls-auth-clients', 'no'],
        ...['--user', 'default', 'off', '--user', ...user],
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(running, 'exit');
    const close = async (): Promise<void> => {
      running.kill('SIGKILL');
      await ended;
    };
    try {
      await says(running, 'eady to accept connections');
      return { port, close };
    } catch (error) {
      // Somebody else has taken the port meanwhile.
      if (!String(error).includes('in use')) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('No port is free.');
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
