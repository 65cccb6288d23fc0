import { createServer } from 'node:http';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { createServer as createRawServer } from 'node:net';

/** A real server on this machine. */
export interface Served {
  readonly origin: string;
  readonly seen: { readonly url: string | undefined; readonly headers: IncomingHttpHeaders }[];
  /** How many connections there were. */
  readonly sockets: () => number;
  readonly close: () => Promise<void>;
}

const closers = new Set<() => Promise<void>>();

/** For `afterEach`. */
export async function closeServers(): Promise<void> {
  await Promise.all([...closers].map((close) => close()));
}

export async function serve(listener: RequestListener): Promise<Served> {
  const seen: Served['seen'] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    seen.push({ url: request.url, headers: request.headers });
    listener(request, response);
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = async (): Promise<void> => {
    closers.delete(close);
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  closers.add(close);
  return { origin: originOf(server.address()), seen, sockets: () => connections, close };
}

/** Answers every connection with these bytes, whatever it asks. */
export async function serveBytes(bytes: string): Promise<string> {
  const server = createRawServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.end(bytes));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = async (): Promise<void> => {
    closers.delete(close);
    await new Promise((done) => server.close(done));
  };
  closers.add(close);
  return originOf(server.address());
}

function originOf(address: unknown): string {
  const port = typeof address === 'object' && address !== null && 'port' in address;
  return `http://127.0.0.1:${port ? String(address.port) : ''}`;
}
