import { ServerError } from '@playgate/server';

/** What tokens may be signed with unless the application says otherwise. Never `none`, never a shared secret. */
const STANDARD: readonly string[] = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
const ASYMMETRIC = /^(?:(?:RS|PS|ES)(?:256|384|512)|EdDSA|Ed25519)$/;

/** @throws {ServerError} `config` */
export function readAlgorithms(algorithms: readonly string[] = STANDARD): string[] {
  if (algorithms.length === 0 || !algorithms.every((name) => ASYMMETRIC.test(name)))
    throw new ServerError(
      'config',
      'algorithms must be of key pairs, such as RS256 or ES256: a token must never choose.',
    );
  return [...algorithms];
}
