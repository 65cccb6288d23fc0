import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A display without a screen, for real windows. */
export interface Display {
  /** As the environment variable DISPLAY has it. */
  readonly name: string;
  close(): void;
}

/** @throws {Error} When Xvfb does not start. */
export async function startDisplay(): Promise<Display> {
  const child = spawn(
    'Xvfb',
    // It starts anew when its last window has gone, and turns away who comes meanwhile, if not told otherwise.
    ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const failed = new Promise<never>((_, reject) => {
    child.once('error', () => reject(new Error('Xvfb cannot be started.')));
    child.once('exit', () => reject(new Error('Xvfb ended.')));
  });
  const { value } = await Promise.race([
    createInterface(child.stdout)[Symbol.asyncIterator]().next(),
    failed,
  ]);
  failed.catch(() => {});
  return { name: `:${value}`, close: () => child.kill() };
}
