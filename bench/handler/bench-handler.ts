import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Ratio } from '../ratio.ts';
import { BODY, HEADERS, ORIGIN, handle } from './pass-handler.ts';

const ROUNDS = 5;
const REQUESTS = 4000;

/** CPU time of one pass request in units of one bare answer, in the handler alone and over HTTP. */
export async function benchHandler(): Promise<readonly Ratio[]> {
  const bare = await start('bare');
  const http = await start('handler');
  const best = { bare: Infinity, http: Infinity, alone: Infinity };
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const found = { bare: await spent(bare), http: await spent(http), alone: await alone() };
      // The first round is for the compiler.
      if (round === 0) continue;
      best.bare = Math.min(best.bare, found.bare);
      best.http = Math.min(best.http, found.http);
      best.alone = Math.min(best.alone, found.alone);
    }
  } finally {
    bare.process.disconnect();
    http.process.disconnect();
  }
  const note = (us: number): string => `${us.toFixed(1)} µs of ${best.bare.toFixed(1)} µs`;
  return [
    { name: 'the handler alone', value: best.alone / best.bare, bar: 1.2, note: note(best.alone) },
    { name: 'over HTTP, with its adapter', value: best.http / best.bare, note: note(best.http) },
  ];
}

interface Server {
  readonly process: ChildProcess;
  readonly port: number;
}

async function start(kind: 'bare' | 'handler'): Promise<Server> {
  const process = fork(path('./serve.ts'), [kind]);
  const [port] = await once(process, 'message');
  return { process, port: Number(port) };
}

/** Microseconds of CPU for each request. */
async function spent(server: Server): Promise<number> {
  const before = await usage(server.process);
  const load = fork(path('./load.ts'), [String(server.port), String(REQUESTS)]);
  const [code] = await once(load, 'exit');
  if (code !== 0) throw new Error('The load generator failed.');
  return ((await usage(server.process)) - before) / REQUESTS;
}

async function usage(process: ChildProcess): Promise<number> {
  process.send('usage');
  const [{ user, system }] = await once(process, 'message');
  return Number(user) + Number(system);
}

async function alone(): Promise<number> {
  const requests = Array.from(
    { length: REQUESTS },
    () => new Request(`${ORIGIN}/api/pass`, { method: 'POST', headers: HEADERS, body: BODY }),
  );
  const before = process.cpuUsage();
  for (const request of requests) await handle(request);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / REQUESTS;
}

function path(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
