import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CHROMIUM } from './chromium.ts';

/**
 * A tab that is driven by the browser's protocol alone. Playwright starts Chromium without timer throttling and without bfcache, and
 * lets every tab think that it is looked at.
 */
export interface RawTab {
  /** What a function answers that runs in the page. Its arguments and its answer travel as JSON. */
  run<Args extends readonly unknown[], Answer>(
    call: (...args: Args) => Answer | Promise<Answer>,
    ...args: Args
  ): Promise<Answer>;
  /** A command of the protocol. */
  send(method: string, params?: object): Promise<Readonly<Record<string, unknown>>>;
  /** Brings it to the front; what was there is hidden. */
  front(): Promise<void>;
  close(): Promise<void>;
}

export interface RawChromium {
  /** Opens a tab, in front of all others. */
  open(url: string): Promise<RawTab>;
  /** Such as `Chrome/156.0.8078.79`. */
  version(): Promise<string>;
  close(): Promise<void>;
}

export interface RawChromiumOptions {
  /** The number of an X display to open windows on. Absent: no window. */
  readonly display?: string;
  readonly flags?: readonly string[];
}

/** Starts Chromium as people do: with throttling, with bfcache, with tabs that know whether they are seen. */
export async function startRawChromium(options: RawChromiumOptions = {}): Promise<RawChromium> {
  const { display, flags = [] } = options;
  const profile = await mkdtemp(join(tmpdir(), 'playgate-chromium-'));
  const child = spawn(
    CHROMIUM,
    [
      ...['--no-sandbox', '--no-first-run', '--no-default-browser-check', '--disable-quic'],
      ...['--disable-sync', '--disable-background-networking', '--disable-component-update'],
      ...['--mute-audio', '--autoplay-policy=no-user-gesture-required'],
      ...['--remote-debugging-port=0', `--user-data-dir=${profile}`],
      ...(display === undefined ? ['--headless=new'] : ['--ozone-platform=x11']),
      ...flags,
      'about:blank',
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...(display !== undefined && { DISPLAY: display }) },
    },
  );
  const road = await connect(await addressOf(child));
  return {
    async open(url) {
      const { targetId } = await road.send('Target.createTarget', { url });
      const { sessionId } = await road.send('Target.attachToTarget', { targetId, flatten: true });
      const tab = rawTab((method, params) => road.send(method, params, String(sessionId)), {
        front: () => road.send('Target.activateTarget', { targetId }),
        close: () => road.send('Target.closeTarget', { targetId }),
      });
      await tab.send('Page.enable');
      return tab;
    },
    version: async () => String((await road.send('Browser.getVersion'))['product']),
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.kill()) await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type Send = (
  method: string,
  params?: object,
  session?: string,
) => Promise<Readonly<Record<string, unknown>>>;

function rawTab(
  send: Send,
  { front, close }: Readonly<Record<'front' | 'close', () => Promise<unknown>>>,
): RawTab {
  return {
    async run<Args extends readonly unknown[], Answer>(
      call: (...args: Args) => Answer | Promise<Answer>,
      ...args: Args
    ) {
      const expression = `(${String(call)})(...${JSON.stringify(args)})`;
      const how = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await send('Runtime.evaluate', how);
      if (exceptionDetails !== undefined)
        throw new Error(`In the page: ${JSON.stringify(exceptionDetails)}`);
      return Reflect.get(Object(result), 'value') as Answer;
    },
    send: (method, params) => send(method, params),
    front: async () => void (await front()),
    close: async () => void (await close()),
  };
}

interface Reply {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

async function connect(address: string): Promise<{ readonly send: Send }> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('Chromium cannot be reached.')));
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    waiting.get(reply.id ?? 0)?.(reply);
    waiting.delete(reply.id ?? 0);
  });
  socket.addEventListener('close', () => {
    for (const answer of waiting.values()) answer({ error: { message: 'Chromium is gone.' } });
  });
  let last = 0;
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, ({ result, error }) =>
          error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result ?? {}),
        );
        socket.send(JSON.stringify({ id: last, method, params, ...(sessionId && { sessionId }) }));
      }),
  };
}

async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (stderr !== null)
    for await (const line of createInterface(stderr)) {
      const [, address] = /listening on (ws:\S+)/.exec(line) ?? [];
      if (address !== undefined) return address;
    }
  throw new Error('Chromium did not start.');
}
