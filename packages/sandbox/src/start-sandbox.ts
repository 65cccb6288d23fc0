import type { ControlVerbs } from './control/control-verbs.ts';
import { createWorld } from './create-world.ts';
import type { Addresses } from './listener/listen.ts';
import { addressesOf, closeAll, listen } from './listener/listen.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxKeys } from './sandbox-keys.ts';
import type { SandboxOptions } from './sandbox-options.ts';

/** Listeners that run, and everything they can be told. */
export interface Sandbox extends ControlVerbs {
  /** Origins such as `http://127.0.0.1:4610`. */
  readonly addresses: Addresses;
  /** Made for this run. */
  readonly keys: SandboxKeys;
  /** Ends every connection and frees the ports. */
  close(): Promise<void>;
}

/**
 * Starts the stand-ins on this computer's loopback address.
 *
 * @throws {SandboxError} `production` where `NODE_ENV` says so; `port_in_use`; `invalid_option`.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  if (process.env['NODE_ENV'] === 'production')
    throw new SandboxError(
      'production',
      'The sandbox does not start where NODE_ENV is "production": it hands out keys to films and takes commands from anybody on this machine. Unset NODE_ENV, or leave the sandbox out.',
    );
  const { locks: { entryUrl } = {} } = options;
  if (entryUrl !== undefined && !/^https?:\/\/[^/]/.test(entryUrl))
    throw new SandboxError('invalid_option', 'locks.entryUrl must be an absolute http(s) URL.');
  const { servers, keys, verbs } = createWorld(options);
  await listen(servers, options.ports);
  return { ...verbs, addresses: addressesOf(servers), keys, close: () => closeAll(servers) };
}
