import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 60_000;

/**
 * Starts a Next.js project that is built.
 *
 * @param {string} project
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function startNext(project) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const next = join(project, 'node_modules', 'next', 'dist', 'bin', 'next');
  const child = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: project,
    env: { ...process.env, APP_ORIGIN: origin, NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const close = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, 'exit');
  };
  try {
    await answers(origin);
    return { origin, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param {string} origin */
async function answers(origin) {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const response = await fetch(origin).catch(() => undefined);
    if (response?.ok === true) return;
    await pause(100);
  }
  throw new Error(`Next.js did not answer at ${origin} within ${PATIENCE_MS / 1000} s`);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}
