#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { describeRun } from './describe-run.ts';
import { LISTENERS } from './listener-name.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import { startSandbox } from './start-sandbox.ts';

const HELP = `Runs stand-ins for video vendors, and protected films, on this machine.

  npx @playgate/sandbox [options]

  --port <number>      first of ${LISTENERS.length} ports in a row; 0 takes free ones (default 4610)
  --entry-url <url>    your sign-in page for IBM channel 1001 and video 2002
  --json               print addresses and keys as one line of JSON
  --help               print this
`;

interface Command {
  readonly options: SandboxOptions;
  readonly json: boolean;
  readonly help: boolean;
}

function readCommand(): Command {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      'entry-url': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { port, 'entry-url': entryUrl, json, help } = values;
  if (port !== undefined && !/^\d+$/.test(port))
    throw new SandboxError('invalid_option', '--port must be a whole number from 0 to 65526.');
  const options = {
    ...(port !== undefined && { ports: Number(port) }),
    ...(entryUrl !== undefined && { locks: { entryUrl } }),
  };
  return { options, json, help };
}

async function main(): Promise<void> {
  const { options, json, help } = readCommand();
  if (help) {
    console.log(HELP);
    return;
  }
  const sandbox = await startSandbox(options);
  const { addresses, keys } = sandbox;
  console.log(json ? JSON.stringify({ addresses, keys }) : describeRun(addresses, keys));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void sandbox.close());
}

const isUsageError = (error: unknown): error is Error =>
  error instanceof SandboxError ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));

try {
  await main();
} catch (error) {
  if (!isUsageError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
