#!/usr/bin/env node
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { systemClock } from '@playgate/server';
import { EXIT } from './exit-code.ts';
import { main } from './main.ts';

const stop = new AbortController();
// What is half done is undone. A second one ends the process at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => stop.abort());

process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  stop.abort();
  // Whoever read the output, such as head, has seen enough.
  process.exitCode = code === 'EPIPE' ? EXIT.ok : EXIT.problem;
  if (code !== 'EPIPE')
    process.stderr.write('What was found could not be written. Make room for it.\n');
});
// Nobody reads how far it is: it goes on.
process.stderr.on('error', () => undefined);

const exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: {
    isTTY: process.stdin.isTTY,
    read: () => text(addAbortSignal(stop.signal, process.stdin)),
  },
  env: process.env,
  cwd: process.cwd(),
  fetch: globalThis.fetch,
  clock: systemClock,
  signal: stop.signal,
});
process.exitCode ??= exitCode;
// The module of a store may stay connected, and would keep the process. What went wrong with the output is told right after this write.
process.stdout.write('', () => setImmediate(() => process.exit()));
