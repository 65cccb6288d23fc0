import { isLoopbackHost } from '@playgate/protocol';
import { ServerError } from '../server-error.ts';

/**
 * Refuses a sandbox's key (`sandbox_…`) for a live address.
 *
 * @param name The option's name, for errors.
 * @param hostname Where the key goes, as URLs spell it.
 * @throws {ServerError} `config`
 */
export function refuseSandboxKey(key: string, name: string, hostname: string): void {
  if (key.startsWith('sandbox_') && !isLoopbackHost(hostname))
    throw new ServerError('config', `${name} is a sandbox's. Give the vendor's.`);
}
