import type { JwtAlgorithm } from './jwt-signer.ts';
import { keyRefused } from './key-import.ts';
import type { KeyImport, RawSign } from './key-import.ts';

/** What WebCrypto calls them. */
export const WEB_ALGORITHMS: Readonly<
  Record<
    JwtAlgorithm,
    { readonly name: string; readonly hash: string; readonly namedCurve?: string }
  >
> = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  RS512: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
  ES256: { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' },
};

/** A key as WebCrypto holds it, by whichever library describes that. */
export type WebKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** Signs by WebCrypto, which every runtime has. The key is imported at the first signature, since that takes a promise. */
export function webSign(from: KeyImport): RawSign {
  let key: Promise<WebKey> | undefined;
  return async (input) => {
    key ??= importPrivateKey(from, false);
    // A copy: the input may lie in a part of a larger buffer.
    const bytes = Uint8Array.from(input);
    return new Uint8Array(
      await crypto.subtle.sign(WEB_ALGORITHMS[from.algorithm], await key, bytes),
    );
  };
}

/**
 * Imports a private key into WebCrypto.
 *
 * @throws {ServerError} `config`
 */
export async function importPrivateKey(
  { name, algorithm, material }: KeyImport,
  isExtractable: boolean,
): Promise<WebKey> {
  const how = WEB_ALGORITHMS[algorithm];
  try {
    return material.format === 'jwk'
      ? await crypto.subtle.importKey('jwk', material.jwk, how, isExtractable, ['sign'])
      : await crypto.subtle.importKey('pkcs8', material.pkcs8, how, isExtractable, ['sign']);
  } catch {
    throw keyRefused(name);
  }
}
