import { once } from 'node:events';
import type { Server } from 'node:http';
import type { ListenerName } from '../listener-name.ts';
import { LISTENERS } from '../listener-name.ts';
import { SandboxError } from '../sandbox-error.ts';

const FIRST_PORT = 4610;

export type Servers = Readonly<Record<ListenerName, Server>>;

export type Addresses = Readonly<Record<ListenerName, string>>;

/** Where servers listen; once they do. */
export function addressesOf(servers: Servers): Addresses {
  const address = (name: ListenerName): string => {
    const bound = servers[name].address();
    return `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
  };
  return {
    control: address('control'),
    catchTheShow: address('catchTheShow'),
    ibm: address('ibm'),
    origin: address('origin'),
    foreign: address('foreign'),
    stapi: address('stapi'),
    authorization: address('authorization'),
    secureVideo: address('secureVideo'),
    brightcove: address('brightcove'),
    mux: address('mux'),
  };
}

/** Ends every connection. */
export async function closeAll(servers: Servers): Promise<void> {
  await Promise.all(LISTENERS.map((name) => closeServer(servers[name])));
}

/** Lets every server listen on the loopback address, or none. */
export async function listen(
  servers: Servers,
  ports: number | Readonly<Partial<Record<ListenerName, number>>> = FIRST_PORT,
): Promise<void> {
  try {
    for (const [i, name] of LISTENERS.entries())
      await listenAt(servers[name], name, portOf(ports, name, i));
  } catch (error) {
    await closeAll(servers);
    throw error;
  }
}

function portOf(
  ports: number | Readonly<Partial<Record<ListenerName, number>>>,
  name: ListenerName,
  i: number,
): number {
  if (ports === 0) return 0;
  const port = typeof ports === 'number' ? ports + i : (ports[name] ?? FIRST_PORT + i);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new SandboxError(
    'invalid_option',
    `The port of ${name} must be a whole number from 0 to 65535. ${LISTENERS.length} ports in a row are needed from the first one on.`,
  );
}

async function listenAt(server: Server, name: ListenerName, port: number): Promise<void> {
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (cause) {
    if (!isInUse(cause)) throw cause;
    throw new SandboxError(
      'port_in_use',
      `Port ${port}, meant for ${name}, is in use. Stop the program that uses it, or choose other ports: "--port 4700" on the command line, "ports" in code (0 takes any free ones).`,
      { cause },
    );
  }
}

const isInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
