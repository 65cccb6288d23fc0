import type { Wait } from './apply-fault.ts';
import type { ControlVerbs } from './control-verbs.ts';
import { createWorld } from './create-world.ts';
import type { Addresses } from './listen.ts';
import { addressesOf, closeAll, listen } from './listen.ts';
import type { ListenerName } from './listener-name.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxKeys } from './sandbox-keys.ts';
import { lockContents } from './vendors/ibm-contents.ts';

export interface SandboxOptions {
  /**
   * Where to listen. A number is the first of five ports in a row, and 0 takes any that are free; by name, what is left
   * out keeps its default. Default is 4610.
   */
  readonly ports?: number | Readonly<Partial<Record<ListenerName, number>>>;
  /** The time everything is measured by, in milliseconds since 1970. Default is a clock that never jumps. */
  readonly now?: () => number;
  /** Resolves after so many milliseconds; the fault `delay` uses it. Default is the platform's timer. */
  readonly wait?: Wait;
  /** Makes `size` unguessable bytes. Default is the operating system's source. */
  readonly random?: (size: number) => Uint8Array;
  /** How long pre-signed children hold, in seconds. Default is 300. */
  readonly presignedSeconds?: number;
  /** The locks on IBM's channel 1001 and video 2002, whose secret is `keys.ibm.lockSecret`. */
  readonly locks?: LockOptions;
}

export interface LockOptions {
  /** Your sign-in page: an absolute URL. Default is a sample that comes with the sandbox. */
  readonly entryUrl?: string;
  /** What the lock screen says. Default is the vendor's own words. */
  readonly message?: string;
  readonly buttonCaption?: string;
}

/** Five listeners that run, and everything they can be told. */
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
  const { locks: { entryUrl, ...words } = {} } = options;
  if (entryUrl !== undefined && !/^https?:\/\/[^/]/.test(entryUrl))
    throw new SandboxError('invalid_option', 'locks.entryUrl must be an absolute http(s) URL.');
  const { servers, contents, keys, verbs } = createWorld(options);
  await listen(servers, options.ports);
  const addresses = addressesOf(servers);
  lockContents(contents, {
    url: entryUrl ?? `${addresses.control}/sample-entry`,
    secret: keys.ibm.lockSecret,
    ...words,
    popupWidth: '0',
    popupHeight: '0',
  });
  return { ...verbs, addresses, keys, close: () => closeAll(servers) };
}
