import { ServerError } from '../server-error.ts';
import type { JwtAlgorithm } from './jwt-signer.ts';
import type { KeyMaterial } from './signing-key.ts';

/** What a runtime needs to import a key. */
export interface KeyImport {
  /** The option's name, for errors. */
  readonly name: string;
  readonly algorithm: JwtAlgorithm;
  readonly material: KeyMaterial;
}

/** Makes raw JWS signatures with one imported key. */
export type RawSign = (input: Uint8Array) => Promise<Uint8Array>;

/** The runtime did not take the key. It goes without a cause: the runtime's message may quote what it read. */
export function keyRefused(name: string): ServerError {
  return new ServerError(
    'config',
    `${name} could not be imported: the key is damaged. Export it again.`,
  );
}
