import { readOptions, usage } from './start/options.ts';
import type { StartOptions } from './start/options.ts';
import { reportReady } from './start/report-ready.ts';
import { startDemo } from './start/start-demo.ts';

/** `npm start`: the sandbox, the backend and the site in one process, until Ctrl-C. */
async function main(options: StartOptions): Promise<void> {
  const demo = await startDemo(options);
  const stop = (): void => {
    // A second Ctrl-C ends the process the hard way.
    process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
    void demo.close();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  reportReady(demo, options);
}

function readOrExplain(): StartOptions | undefined {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`\n${messageOf(error)}\n\n${usage}`);
    process.exitCode = 1;
    return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const options = readOrExplain();
if (options !== undefined)
  await main(options).catch((error: unknown) => {
    console.error(`\nThe demo did not start. ${messageOf(error)}`);
    process.exitCode = 1;
  });
