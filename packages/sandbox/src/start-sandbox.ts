import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { controlPlan } from './control-api.ts';
import type { ControlVerbs } from './control-verbs.ts';
import { createControlVerbs } from './create-control-verbs.ts';
import { createCredentials } from './credentials.ts';
import { createFaults } from './faults.ts';
import { loadFilmFiles } from './film-files.ts';
import { createFilms } from './films.ts';
import { foreignPlan } from './foreign.ts';
import { createJournal } from './journal.ts';
import { createLeakWatch } from './leak-watch.ts';
import { createListener } from './listener.ts';
import type { ListenerName } from './listener-name.ts';
import { createMediaGate } from './media-gate.ts';
import { listen } from './listen.ts';
import { originPlan } from './origin.ts';
import { createPresigner } from './presigned.ts';
import { createSandboxClock } from './sandbox-clock.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxKeys } from './sandbox-keys.ts';
import { createApiKeys } from './vendors/api-keys.ts';
import { catchTheShowPlan } from './vendors/catch-the-show.ts';

export interface SandboxOptions {
  /**
   * Where to listen. A number is the first of five ports in a row, and 0 takes any that are free; by name, what is left
   * out keeps its default. Default is 4610.
   */
  readonly ports?: number | Readonly<Partial<Record<ListenerName, number>>>;
  /** The time everything is measured by, in milliseconds since 1970. Default is a clock that never jumps. */
  readonly now?: () => number;
  /** Makes `size` unguessable bytes. Default is the operating system's source. */
  readonly random?: (size: number) => Uint8Array;
  /** How long pre-signed children hold, in seconds. Default is 300. */
  readonly presignedSeconds?: number;
}

/** Five listeners that run, and everything they can be told. */
export interface Sandbox extends ControlVerbs {
  /** Origins such as `http://127.0.0.1:4610`. */
  readonly addresses: Readonly<Record<ListenerName, string>>;
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
      'The sandbox does not start where NODE_ENV is "production": it hands out keys to films and accepts commands from anybody on this machine. Unset NODE_ENV, or leave the sandbox out.',
    );
  const world = createWorld(options);
  const listened = await listen(world.servers, options.ports);
  return { ...world.verbs, ...listened, keys: world.keys };
}

function createWorld({ now, random = randomBytes, presignedSeconds = 300 }: SandboxOptions) {
  const clock = createSandboxClock(now);
  const randomText = (): string => Buffer.from(random(24)).toString('base64url');
  const credentials = createCredentials(clock, () => `sandbox_at_${randomText()}`);
  const presigner = createPresigner(random(32), clock, credentials, presignedSeconds * 1000);
  const [journal, faults, leaks] = [createJournal(), createFaults(), createLeakWatch()];
  credentials.onMint((name, value) => leaks.addCanary(name, value));
  const [files, films, apiKeys] = [
    loadFilmFiles(),
    createFilms(clock),
    createApiKeys(clock, randomText),
  ];
  const keys: SandboxKeys = {
    catchTheShow: apiKeys,
    ibm: {
      clientId: Buffer.from(random(20)).toString('hex'),
      clientSecret: `sandbox_cs_${randomText()}`,
    },
    origin: { hashSecret: `sandbox_hs_${randomText()}` },
  };
  const gate = createMediaGate({
    clock,
    credentials,
    presigner,
    hashSecret: keys.origin.hashSecret,
  });
  const verbs = createControlVerbs({
    clock,
    credentials,
    faults,
    films,
    journal,
    leaks,
    presigner,
    apiKeys,
  });
  const context = { clock, records: { journal, faults } };
  const servers: Readonly<Record<ListenerName, Server>> = {
    control: createListener(controlPlan({ verbs, keys }), { clock }),
    catchTheShow: createListener(
      catchTheShowPlan({ clock, credentials, films, files, keys: apiKeys, randomText }),
      context,
    ),
    ibm: createListener(foreignPlan({ clock, files, films, leaks }), context),
    origin: createListener(originPlan({ clock, files, films, gate, presigner }), context),
    foreign: createListener(foreignPlan({ clock, files, films, leaks }), context),
  };
  return { verbs, keys, servers };
}
