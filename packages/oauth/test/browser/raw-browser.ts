import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CHROMIUM } from './site.ts';

/** A tab that is driven by the browser's protocol alone: Playwright lets every tab think that it is looked at, so none can be frozen. */
export interface RawTab {
  /** The value of an expression, or of its promise. */
  run(expression: string): Promise<unknown>;
  freeze(): Promise<void>;
}

export interface RawBrowser {
  open(url: string): Promise<RawTab>;
  close(): Promise<void>;
}

interface Reply {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

export async function rawBrowser(): Promise<RawBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'playgate-oauth-'));
  const child = spawn(
    CHROMIUM,
    ['--headless=new', '--no-sandbox', '--remote-debugging-port=0', `--user-data-dir=${profile}`],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const socket = new WebSocket(await addressOf(child.stderr));
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const waiting = new Map<number, (reply: Reply) => void>();
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    waiting.get(reply.id ?? 0)?.(reply);
  });
  let last = 0;
  const send = (method: string, params: object, sessionId?: string) =>
    new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
      last += 1;
      waiting.set(last, ({ result, error }) =>
        error ? reject(new Error(error.message)) : resolve(result ?? {}),
      );
      socket.send(JSON.stringify({ id: last, method, params, ...(sessionId && { sessionId }) }));
    });
  return {
    async open(url) {
      const { targetId } = await send('Target.createTarget', { url });
      const attached = await send('Target.attachToTarget', { targetId, flatten: true });
      const session = String(attached['sessionId']);
      return {
        async run(expression) {
          const how = { expression, awaitPromise: true, returnByValue: true };
          const { result } = await send('Runtime.evaluate', how, session);
          return Reflect.get(Object(result), 'value');
        },
        async freeze() {
          await send('Page.setWebLifecycleState', { state: 'frozen' }, session);
        },
      };
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function addressOf(stderr: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(stderr)) {
    const [, address] = /listening on (ws:\S+)/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('Chromium says no address.');
}
