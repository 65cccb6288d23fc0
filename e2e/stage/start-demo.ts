import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The demo as `npm start` runs it, in a process of its own. */
export interface Demo {
  /** Address of the site. */
  readonly url: string;
  /** Address of the sandbox's control API. */
  readonly control: string;
  /** The address of one of the sandbox's listeners. */
  addressOf(listener: string): string;
  /** Asks it to end, as Ctrl-C does, and waits until it has. */
  close(): Promise<number | null>;
}

const START = fileURLToPath(new URL('../../apps/demo/start.ts', import.meta.url));

/** Starts the built demo on free ports. */
export function startDemo(...options: readonly string[]): Promise<Demo> {
  const child = spawn(
    process.execPath,
    ['--conditions=playgate-source', START, '--json', '--built', '--port', '0', ...options],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return new Promise((resolve, reject) => {
    let text = '';
    child.on('exit', (code) => reject(new Error(`The demo ended with ${code}.`)));
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString();
      if (!text.includes('\n')) return;
      const ready: unknown = JSON.parse(text.slice(0, text.indexOf('\n')));
      resolve({ ...addresses(ready), close: () => (child.kill('SIGINT'), ended) });
    });
  });
}

function addresses(ready: unknown): Omit<Demo, 'close'> {
  const text = (value: unknown): string => {
    if (typeof value === 'string') return value;
    throw new Error('The demo did not say where it is.');
  };
  const addressOf = (listener: string): string =>
    text(member(member(ready, 'addresses'), listener));
  return { url: text(member(ready, 'url')), control: addressOf('control'), addressOf };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
