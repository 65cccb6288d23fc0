/** What `redisStore` needs of a client of `redis` (node-redis): `createClient(…)`, connected. */
export interface NodeRedisClient {
  sendCommand(command: string[]): Promise<unknown>;
}

/** What it needs of a client of `ioredis`: `new Redis(…)`. */
export interface IoRedisClient {
  call(command: string, ...parts: string[]): Promise<unknown>;
}

/** A connection to Redis. Its address, TLS and ACL user are set where it is made. */
export type RedisClient = NodeRedisClient | IoRedisClient;

/** One command in the spelling that both have in common. */
export function redisCommand(
  client: RedisClient,
  [name, ...parts]: RedisCommand,
): Promise<unknown> {
  // ioredis has a sendCommand, too, which takes something else.
  return 'call' in client ? client.call(name, ...parts) : client.sendCommand([name, ...parts]);
}

/** A command's name and what follows it. */
export type RedisCommand = readonly [name: string, ...parts: string[]];
