import type { CredentialFilter } from '../credentials/credentials.ts';
import type { ActiveFault, Fault } from '../faults/fault.ts';
import type { JournalPage } from '../listener/journal.ts';
import type { JsonObject } from '../json-members.ts';
import type { ListenerName } from '../listener-name.ts';
import type { Leak } from '../leaks/leak-watch.ts';
import type { Scheme } from '../origin/media-gate.ts';

/** Schemes of the self-run origin whose credentials the sandbox mints. */
export type MintedScheme = Extract<Scheme, 'bearer' | 'header' | 'query' | 'cookie' | 'presigned'>;

/** An order for a media credential of the self-run origin. */
export interface CredentialOrder {
  readonly scheme: MintedScheme;
  readonly film: string;
  /** Milliseconds on the sandbox's clock. */
  readonly lifetimeMs: number;
  readonly viewer?: string;
  /** Use this text, 8 to 512 printable ASCII characters, instead of a random one. */
  readonly value?: string;
}

export interface ClockReading {
  /** The sandbox's time: milliseconds since 1970. */
  readonly nowMs: number;
  readonly offsetMs: number;
}

/** Everything a sandbox can be told. The same from code and through the control API. */
export interface ControlVerbs {
  /** The requests recorded after entry `after`; default is all that are kept. */
  journal(after?: number): Promise<JournalPage>;
  clearJournal(): Promise<void>;
  /** Switches a failure on, until it is removed or has befallen `times` requests. */
  addFault(fault: Fault): Promise<{ readonly id: string }>;
  faults(): Promise<readonly ActiveFault[]>;
  removeFault(id: string): Promise<void>;
  clearFaults(): Promise<void>;
  clock(): Promise<ClockReading>;
  /** Moves the sandbox's time against the computer's; expiry, signatures and live windows follow. */
  setClock(offsetMs: number): Promise<ClockReading>;
  /** Ends credentials as if their time were over. */
  expireCredentials(filter?: CredentialFilter): Promise<void>;
  revokeCredentials(filter?: CredentialFilter): Promise<void>;
  mintCredential(
    order: CredentialOrder,
  ): Promise<{ readonly value: string; readonly generation: number }>;
  /** How long pre-signed children hold that are named from now on. Default is 5 minutes. */
  setPresignedLifetime(lifetimeMs: number): Promise<void>;
  /** Makes a new Catch The Show secret key; the ones before live on for `graceMs`. */
  rotateSecretKey(graceMs: number): Promise<{ readonly secretKey: string }>;
  /**
   * Tells one vendor's stand-in something that only it understands; the sandbox's README lists what.
   *
   * @throws {SandboxError} `invalid_option` for a vendor, command or detail that is none.
   */
  tell(vendor: ListenerName, command: string, details?: JsonObject): Promise<unknown>;
  /** Watches for a value, at least 6 bytes, in whatever reaches the listener `foreign`. */
  addCanary(name: string, value: string): Promise<void>;
  /** Forgets every canary and every leak. */
  clearCanaries(): Promise<void>;
  leaks(): Promise<readonly Leak[]>;
  /** Clears journal, faults and leaks and puts the clock back. Credentials and locks stay. */
  reset(): Promise<void>;
}
