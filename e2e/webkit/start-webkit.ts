import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { startDisplay } from '../throttled/start-display.ts';
import type { WebKitPrograms } from './find-webkit.ts';
import { member, webDriver } from './web-driver.ts';
import type { WebDriver } from './web-driver.ts';
import { webKitTab } from './webkit-tab.ts';
import type { WebKitTab } from './webkit-tab.ts';

/** A driver of WebKitGTK on a display of its own. */
export interface WebKit {
  /**
   * Starts a browser without a past. There is one at a time: the earlier one is ended.
   *
   * @throws {Error} When the browser does not start, with what it said.
   */
  open(): Promise<WebKitTab>;
  /** Of the browser that was started last, such as `2.50.6`. */
  version(): string;
  close(): Promise<void>;
}

const START_MS = 15_000;
/** As much of what is said as an error repeats. */
const SAID_CHARS = 2000;
const TIMEOUTS = { script: 150_000, pageLoad: 60_000, implicit: 15_000 };

/**
 * @param playsHls Whether it plays HLS by itself, which WebKitGTK does only where it is told to.
 * @throws {Error} When the driver or its display does not start.
 */
export async function startWebKit(
  { driver, browser }: WebKitPrograms,
  playsHls = false,
): Promise<WebKit> {
  const display = await startDisplay();
  const port = await freePort();
  const child = spawn(driver, [`--port=${port}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      DISPLAY: display.name,
      GDK_BACKEND: 'x11',
      // Sound is decoded and thrown away: machines that run tests have no sound card.
      GST_PLUGIN_FEATURE_RANK: 'fakeaudiosink:1000',
      ...(playsHls && { WEBKIT_GST_ENABLE_HLS_SUPPORT: '1' }),
    },
  });
  // Its browsers speak there, too.
  let said = '';
  child.stderr.on('data', (text) => (said = (said + String(text)).slice(-SAID_CHARS)));
  const send = webDriver(`http://127.0.0.1:${port}`);
  await untilReady(send);
  let session: string | undefined;
  let version = '';
  const end = async (): Promise<void> => {
    if (session !== undefined) await send('DELETE', `/session/${session}`);
    session = undefined;
  };
  const start = async (): Promise<unknown> => {
    const capabilities = wanted(browser);
    // The driver leaves this open for good where its browser ends before it is there.
    const signal = AbortSignal.timeout(START_MS);
    return send('POST', '/session', { capabilities }, { signal }).catch((cause: unknown) => {
      throw new Error(`WebKitGTK did not start. It said: ${said}`, { cause });
    });
  };
  return {
    async open() {
      await end();
      const started = await start();
      const id = String(member(started, 'sessionId'));
      session = id;
      version = String(member(member(started, 'capabilities'), 'browserVersion'));
      return webKitTab((method, path, body) => send(method, `/session/${id}${path}`, body));
    },
    version: () => version,
    async close() {
      await end();
      const ended = once(child, 'exit');
      if (child.exitCode === null && child.kill()) await ended;
      display.close();
    },
  };
}

const wanted = (binary: string): object => ({
  alwaysMatch: {
    browserName: 'MiniBrowser',
    timeouts: TIMEOUTS,
    'webkitgtk:browserOptions': { binary, args: ['--automation', '--autoplay-policy=allow'] },
  },
});

async function untilReady(send: WebDriver): Promise<void> {
  const end = performance.now() + START_MS;
  for (;;) {
    const status = await send('GET', '/status').catch((error: unknown) => {
      if (performance.now() > end)
        throw new Error('WebKitWebDriver did not start.', { cause: error });
    });
    if (member(status, 'ready') === true) return;
    await pause(50);
  }
}

/** A port that nobody listens on: the driver cannot choose one and say which. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}
