import { importJWK } from 'jose';
import { jsonMember } from '../../json-member.ts';
import { ServerError } from '../../server-error.ts';

/** What jose seals with. */
export type ImportedKey = Awaited<ReturnType<typeof importJWK>>;

/** A key of the vendor that tokens are sealed for. */
export interface SealingKey {
  readonly keyId: string;
  readonly key: ImportedKey;
}

/** Base64url of 256 bytes: a modulus of 2048 bits. */
const FEWEST_DIGITS = 342;
const DIGITS = /^[A-Za-z0-9_-]+$/;
const KEY_ID = /^[!-~]{1,256}$/;

/**
 * Reads the vendor's key set and imports the first key in it that is for sealing.
 *
 * @throws {ServerError} `vendor_response`
 * @see IBM Video Streaming, "Get IBM Video Streaming public key"; RFC 7517.
 */
export async function readSealingKey(body: unknown): Promise<SealingKey> {
  const keys = jsonMember(body, 'keys');
  const found = Array.isArray(keys) ? keys.find(isForSealing) : undefined;
  if (found === undefined)
    throw new ServerError(
      'vendor_response',
      'IBM Video Streaming published no RSA key of 2048 bits or more for encryption.',
      { vendor: 'ibm' },
    );
  const { kid, n, e } = found;
  try {
    return { keyId: kid, key: await importJWK({ kty: 'RSA', n, e }, 'RSA-OAEP') };
  } catch {
    // Without a cause: it may quote the answer.
    throw new ServerError('vendor_response', 'IBM Video Streaming published a damaged key.', {
      vendor: 'ibm',
    });
  }
}

function isForSealing(
  key: unknown,
): key is { readonly kid: string; readonly n: string; readonly e: string } {
  const [kid, n, e] = [jsonMember(key, 'kid'), jsonMember(key, 'n'), jsonMember(key, 'e')];
  const isRsa = jsonMember(key, 'kty') === 'RSA' && jsonMember(key, 'use') === 'enc';
  const isNamed = typeof kid === 'string' && KEY_ID.test(kid);
  const isLong = typeof n === 'string' && n.length >= FEWEST_DIGITS && DIGITS.test(n);
  return isRsa && isNamed && isLong && typeof e === 'string' && DIGITS.test(e);
}
