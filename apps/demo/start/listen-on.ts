import { once } from 'node:events';
import type { Server } from 'node:http';

/**
 * Listens on this machine's loopback address.
 *
 * @param port 0 takes any that is free.
 * @returns The port.
 * @throws {Error} If the port is in use.
 */
export async function listenOn(server: Server, port: number): Promise<number> {
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (cause) {
    if (!isInUse(cause)) throw cause;
    throw new Error(
      `Port ${port} is in use. Choose another, for example: npm start -- --port ${port + 100}`,
      { cause },
    );
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
