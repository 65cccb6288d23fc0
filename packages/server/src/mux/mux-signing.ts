import { importSigningKey } from '../jwt/import-signing-key.ts';
import type { JwtSigner } from '../jwt/jwt-signer.ts';
import type { SigningKeyInput } from '../jwt/signing-key.ts';
import { ServerError } from '../server-error.ts';
import { unwrapMuxKey } from './unwrap-mux-key.ts';

/** Whose tokens, and what signs them. */
export interface MuxSigning {
  /** Id of the signing key, as the vendor gave it out. Every environment has its own keys. */
  readonly keyId: string;
  /**
   * Its private half: as the vendor gave it out (a PEM in base64), as PEM (PKCS#1 or PKCS#8) or as JWK; RSA of at least 2048 bits. Or a
   * signer for RS256 over a key that never leaves its vault.
   */
  readonly signingKey: SigningKeyInput | JwtSigner;
}

/** The same, checked and imported. */
export interface MuxSigner {
  readonly keyId: string;
  readonly signer: JwtSigner;
}

/** @throws {ServerError} `config`, naming the option. */
export function readMuxSigning({ keyId, signingKey }: MuxSigning): MuxSigner {
  if (typeof keyId !== 'string' || !/^[\w-]{1,128}$/.test(keyId))
    throw new ServerError(
      'config',
      'keyId must be the id of the signing key: letters, digits, _ and -. The vendor shows it beside the key.',
    );
  const name = 'signingKey';
  if (!isSigner(signingKey))
    return {
      keyId,
      signer: importSigningKey(unwrapMuxKey(signingKey), { name, algorithm: 'RS256' }),
    };
  const { algorithm } = signingKey;
  if (algorithm !== 'RS256')
    throw new ServerError('config', `${name} must sign RS256: the vendor takes nothing else.`);
  // Without its own key id: the vendor's is a claim.
  return { keyId, signer: { algorithm, sign: (...input) => signingKey.sign(...input) } };
}

/** Told by what it can do: a JWK has members of any name, but no function. */
export function isSigner(key: MuxSigning['signingKey']): key is JwtSigner {
  return typeof key === 'object' && key !== null && 'sign' in key && typeof key.sign === 'function';
}
