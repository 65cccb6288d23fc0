import { refuseSandboxKey } from '../secret/refuse-sandbox-key.ts';
import { secret } from '../secret/secret.ts';
import type { Secret, SecretInput } from '../secret/secret.ts';
import { ServerError } from '../server-error.ts';
import { secretSpellings } from '../secret/secret-spellings.ts';

/** The two keys of an API customer. */
export interface SecureVideoKeyOptions {
  /** The API Identifier: public, 8 to 256 visible characters without a colon. */
  readonly identifier: string;
  /** The API Secret Key, from the server's environment, 8 bytes to 512 characters. It goes to the vendor's API and nowhere else. */
  readonly secretKey: SecretInput;
}

/** The keys, checked. */
export interface SecureVideoKeys {
  readonly identifier: string;
  readonly secretKey: Secret;
}

/**
 * Checks both keys, above all that the public one does not give the secret one away: pages will hold it.
 *
 * @param api Where the keys will be used.
 * @throws {ServerError} `config`, naming the option.
 * @see SecureVideo, "Authentication".
 */
export function readSecureVideoKeys(options: SecureVideoKeyOptions, api: URL): SecureVideoKeys {
  const secretKey = secret(options.secretKey, { name: 'secretKey', minBytes: 8 });
  const { identifier } = options;
  // RFC 7617, section 2: a colon would end the first of the two.
  if (typeof identifier !== 'string' || !/^[!-9;-~]{8,256}$/.test(identifier))
    throw new ServerError(
      'config',
      'identifier must be the API Identifier: 8 to 256 visible characters without a colon.',
    );
  const text = secretKey.reveal();
  if (!/^[\u0020-\u007e\u00a0-\uffff]{1,512}$/.test(text))
    throw new ServerError(
      'config',
      'secretKey has more than 512 characters, or some that no key has, such as a line end. Give the key alone.',
    );
  if (sharesText(identifier, secretKey))
    throw new ServerError(
      'config',
      'identifier gives secretKey away, and identifiers are sent to browsers. Check that the two are not mixed up.',
    );
  refuseSandboxKey(identifier, 'identifier', api.hostname);
  refuseSandboxKey(text, 'secretKey', api.hostname);
  return { identifier, secretKey };
}

/** Whether one of the two holds the other, however the secret is written. */
function sharesText(identifier: string, secretKey: Secret): boolean {
  const name = identifier.toLowerCase();
  return secretSpellings(secretKey).some((one) => name.includes(one) || one.includes(name));
}
