import type { Credentials } from '../credentials/credentials.ts';
import type { FilmFiles } from '../films/film-files.ts';
import type { Films } from '../films/films.ts';
import type { JsonObject } from '../json-members.ts';
import type { LeakWatch } from '../leaks/leak-watch.ts';
import type { Addresses } from '../listener/listen.ts';
import type { ListenerPlan } from '../listener/listener.ts';
import type { SandboxClock } from '../sandbox-clock.ts';

/** What a vendor's stand-in is made of. */
export interface EmulatorParts {
  readonly clock: SandboxClock;
  readonly credentials: Credentials;
  readonly films: Films;
  readonly files: FilmFiles;
  /** Every credential that is not minted by `credentials` is to be watched here. */
  readonly leaks: Pick<LeakWatch, 'addCanary' | 'addSecret'>;
  /** Makes `size` unguessable bytes. */
  readonly random: (size: number) => Uint8Array;
  /** Makes an unguessable text of 32 characters. */
  readonly randomText: () => string;
  /** Where everything listens; only once it does. */
  readonly addresses: () => Addresses;
}

/**
 * What one vendor's stand-in can be told beside the common verbs, by name. Each checks its details and throws a `SandboxError`
 * `invalid_option` that names the member; what it gives is sent back as JSON.
 */
export type Commands = Readonly<Record<string, (details: JsonObject) => unknown>>;

/** A vendor's stand-in. */
export interface Emulator<Keys> {
  readonly plan: ListenerPlan;
  /** The secrets of this run. */
  readonly keys: Keys;
  readonly commands: Commands;
}
