#!/usr/bin/env node
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { systemApiClock } from '@playgate/server';
import { main } from './main.ts';

const stop = new AbortController();
// A second Ctrl-C ends the process at once.
process.once('SIGINT', () => stop.abort());
// Whoever read the output, such as head, has seen enough.
process.stdout.on('error', () => process.exit());

process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: {
    isTTY: process.stdin.isTTY,
    read: () => text(addAbortSignal(stop.signal, process.stdin)),
  },
  env: process.env,
  cwd: process.cwd(),
  fetch: globalThis.fetch,
  clock: systemApiClock,
  signal: stop.signal,
});
