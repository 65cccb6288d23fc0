import { importSigningKey } from '../../jwt/import-signing-key.ts';
import { isSigner } from '../../jwt/is-signer.ts';
import type { JwtSigner } from '../../jwt/jwt-signer.ts';
import type { SigningKeyInput } from '../../jwt/signing-key.ts';
import { ServerError } from '../../server-error.ts';
import { checkAccountId } from '../check-account-id.ts';

/** Whose tokens, and what signs them. */
export interface BrightcoveSigning {
  /** The Video Cloud account that owns the videos. */
  readonly accountId: string;
  /**
   * The private key whose public half is registered with the Key API: PEM (PKCS#8 or PKCS#1) or JWK, RSA of at least 2048 bits. Or a
   * signer over a key that never leaves its vault.
   */
  readonly signingKey: SigningKeyInput | JwtSigner;
  /**
   * Default `RS256`, the only one that the vendor's text allows. Its samples can sign `ES256` (P-256), too; that must be asked for here.
   */
  readonly algorithm?: 'RS256' | 'ES256';
}

/** @throws {ServerError} `config`, naming the option. */
export function readBrightcoveSigning({
  accountId,
  signingKey,
  algorithm = 'RS256',
}: BrightcoveSigning): { readonly accountId: string; readonly signer: JwtSigner } {
  checkAccountId(accountId);
  if (algorithm !== 'RS256' && algorithm !== 'ES256')
    throw new ServerError(
      'config',
      "algorithm must be 'RS256', or 'ES256' where the account takes it.",
    );
  if (!isSigner(signingKey))
    return { accountId, signer: importSigningKey(signingKey, { name: 'signingKey', algorithm }) };
  if (signingKey.algorithm !== algorithm)
    throw new ServerError(
      'config',
      `signingKey signs another algorithm than ${algorithm}. Say which by the option algorithm.`,
    );
  // Without its key id: the vendor's header has no `kid`, and finds keys by the claim `pkid` or by trying.
  return { accountId, signer: { algorithm, sign: (...input) => signingKey.sign(...input) } };
}
