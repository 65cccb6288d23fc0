import { isSigner } from '../jwt/is-signer.ts';
import type { JwtSigner } from '../jwt/jwt-signer.ts';
import type { SigningKeyInput } from '../jwt/signing-key.ts';
import { ServerError } from '../server-error.ts';
import { importMuxKey } from './import-mux-key.ts';

/** Whose tokens, and what signs them. */
export interface MuxSigning {
  /** Id of the signing key, as the vendor gave it out. Every environment has its own keys. */
  readonly keyId: string;
  /**
   * Its private half, in any form that `importMuxKey` takes. Or a signer for RS256: what that function gives, or one over a key that never
   * leaves its vault.
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
  if (!isSigner(signingKey)) return { keyId, signer: importMuxKey(signingKey) };
  const { algorithm } = signingKey;
  if (algorithm !== 'RS256')
    throw new ServerError('config', 'signingKey must sign RS256: the vendor takes nothing else.');
  // Without its own key id: the vendor's is a claim.
  return { keyId, signer: { algorithm, sign: (...input) => signingKey.sign(...input) } };
}
