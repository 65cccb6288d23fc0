import { createBackend, registerApplications } from '@playgate/app-backend';
import { getRequestListener } from '@hono/node-server';
import { SandboxError, startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenOn } from './listen-on.ts';
import type { StartOptions } from './options.ts';
import { prepareSandbox } from './prepare-sandbox.ts';
import { serveSite } from './serve-site.ts';
import { serveVideojsPage } from './serve-videojs-page.ts';

/** The demo, running. */
export interface Demo {
  /** The site's origin. */
  readonly url: string;
  readonly addresses: Sandbox['addresses'];
  close(): Promise<void>;
}

/** How far the sandbox's ports are from the site's. */
const SANDBOX_OFFSET = 10;
/** How many of them there are. */
const LISTENERS = 10;

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Starts everything: the sandbox on its own ports, and the site, its backend and the page without a bundler on one origin.
 *
 * @throws {Error} With a message for the person at the keyboard, for example if a port is in use.
 */
export async function startDemo(options: StartOptions): Promise<Demo> {
  const { passSeconds } = options;
  let serve: Listener = (_, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => serve(request, response));
  const port = await listenOn(server, options.port);
  const url = `http://localhost:${port}`;
  try {
    const sandbox = await startSandboxAt(options.port === 0 ? 0 : port + SANDBOX_OFFSET);
    await prepareSandbox(sandbox, passSeconds);
    const applications = await registerApplications(sandbox, url);
    const backend = await createBackend({ ...options, sandbox, applications, origin: url });
    const site = await serveSite(server, options.built);
    const backendListener = getRequestListener(backend.fetch, { overrideGlobalObjects: false });
    const videojsListener = getRequestListener(serveVideojsPage().fetch, {
      overrideGlobalObjects: false,
    });
    serve = (request, response) => {
      if (request.headers.host !== `localhost:${port}`) return misdirected(response, url);
      const [path = '/'] = (request.url ?? '/').split('?');
      if (/^\/videojs(?:\/|$)/.test(path)) return void videojsListener(request, response);
      if (backend.owns(path)) return void backendListener(request, response);
      site.listener(request, response);
    };
    const close = async (): Promise<void> => {
      server.close();
      server.closeAllConnections();
      await Promise.all([site.close(), sandbox.close()]);
    };
    return { url, addresses: sandbox.addresses, close };
  } catch (error) {
    server.close();
    throw error;
  }
}

async function startSandboxAt(first: number): Promise<Sandbox> {
  try {
    return await startSandbox({ ports: first });
  } catch (cause) {
    if (!(cause instanceof SandboxError && cause.code === 'port_in_use')) throw cause;
    throw new Error(
      `The sandbox needs the ports ${first} to ${first + LISTENERS - 1}, and one of them is in use. Choose others, for example: npm start -- --port ${first + 100}`,
      { cause },
    );
  }
}

/** The name in the address counts: a foreign name that leads to this machine must not reach the backend (DNS rebinding). */
function misdirected(response: ServerResponse, url: string): void {
  response.writeHead(421, { 'Content-Type': 'text/plain' }).end(`This is ${url}\n`);
}
