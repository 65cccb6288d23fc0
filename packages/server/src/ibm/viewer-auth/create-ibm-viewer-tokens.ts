import { CompactEncrypt } from 'jose';
import type { EpochMs } from '@playgate/protocol';
import { importSigningKey } from '../../jwt/import-signing-key.ts';
import { isSigner } from '../../jwt/is-signer.ts';
import type { JwtSigner } from '../../jwt/jwt-signer.ts';
import { signJwt } from '../../jwt/sign-jwt.ts';
import type { SigningKeyInput } from '../../jwt/signing-key.ts';
import { assertServer } from '../../secret/secret.ts';
import { ServerError } from '../../server-error.ts';
import { createIbmKeySet } from './create-ibm-key-set.ts';
import type { IbmKeySet, IbmKeySetOptions } from './create-ibm-key-set.ts';
import { parseContent } from '../client/ibm-content.ts';
import type { IbmContent } from '../client/ibm-content.ts';

/** A private key, or what signs with one that stays in its vault. */
export type IbmSigningKey = SigningKeyInput | JwtSigner;

/** Options of `createIbmViewerTokens`. */
export interface IbmViewerTokensOptions extends IbmKeySetOptions {
  /** The RSA key, 2048 bits or more, whose public half is set on the contents: PEM, JWK or a signer of RS512. */
  readonly signingKey: IbmSigningKey;
  /**
   * Keys of contents that have one of their own, by name (`channel:…`, `video:…`). The vendor advises one for each. A video that inherits its
   * channel's is to be named with that key, too: which channel it is of is not known here. Default: none, and all have `signingKey`.
   */
  readonly contentKeys?: Readonly<Record<string, IbmSigningKey>>;
  /**
   * By how many seconds `iat` is set back, from 0 to 30. The vendor refuses a token from its own future, so this is by how much our clock
   * may be ahead; the token's minute is that much shorter. Default 5.
   */
  readonly setBackSeconds?: number;
  /** Default: a key set of its own, made from these options. */
  readonly keySet?: IbmKeySet;
}

/** Whom a token lets in, and where. */
export interface IbmViewerTokenOrder {
  /** The content whose settings guard what is opened. */
  readonly content: IbmContent;
  /** `sub`: who watches, as the vendor's statistics are to know them. 1 to 256 characters. The vendor advises an e-mail address; we do not. */
  readonly subject: string;
  readonly now: EpochMs;
  readonly signal?: AbortSignal;
}

/** A token. It opens each component (player, chat, Q&A) once. */
export interface IbmViewerToken {
  /** The JWE, for the parameter `vt`. */
  readonly token: string;
  /** How long it still opens, in seconds. */
  readonly lifetimeSeconds: number;
}

/** Mints tokens of viewer authentication v2. */
export interface IbmViewerTokens {
  /**
   * @throws {ServerError} `invalid_grant` for a subject or content that is none; a code that starts with `vendor_` when the vendor's key
   *   cannot be had; `aborted`; `config` when a signer fails its contract.
   */
  mint(order: IbmViewerTokenOrder): Promise<IbmViewerToken>;
}

/** From `iat` on, in seconds. */
const TOKEN_SECONDS = 60;
const SUBJECT = /^[^\p{Cc}\p{Cs}]{1,256}$/u;
const UTF8 = new TextEncoder();

/**
 * Mints tokens of viewer authentication v2: claims `sub` and `iat`, signed with the content's key (JWS, RS512), sealed for the vendor's
 * (JWE, RSA-OAEP and A256CBC-HS512).
 *
 * @throws {ServerError} `config`, naming the option.
 * @see IBM Video Streaming, "Viewer Authentication Token".
 */
export function createIbmViewerTokens(options: IbmViewerTokensOptions): IbmViewerTokens {
  assertServer('signingKey');
  const { setBackSeconds = 5, keySet = createIbmKeySet(options) } = options;
  if (!(Number.isInteger(setBackSeconds) && setBackSeconds >= 0 && setBackSeconds <= 30))
    throw new ServerError('config', 'setBackSeconds must be a whole number from 0 to 30.');
  const standard = signerOf(options.signingKey, 'signingKey');
  const own = contentSigners(options.contentKeys ?? {});
  return {
    async mint({ content, subject, now, signal }) {
      parseContent(content, 'invalid_grant');
      checkSubject(subject);
      const issuedAt = Math.floor(now / 1000) - setBackSeconds;
      const signing = signal === undefined ? {} : { signal };
      const [signed, { keyId, key }] = await Promise.all([
        signJwt(own.get(content) ?? standard, { sub: subject, iat: issuedAt }, signing),
        keySet.key(signal),
      ]);
      const token = await new CompactEncrypt(UTF8.encode(signed))
        .setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A256CBC-HS512', typ: 'JWT', kid: keyId })
        .encrypt(key);
      return { token, lifetimeSeconds: TOKEN_SECONDS - setBackSeconds };
    },
  };
}

function contentSigners(
  keys: Readonly<Record<string, IbmSigningKey>>,
): ReadonlyMap<string, JwtSigner> {
  return new Map(
    Object.entries(keys).map(([content, key]) => {
      const { kind, id } = parseContent(content, 'config');
      return [content, signerOf(key, `contentKeys of ${kind} ${id}`)];
    }),
  );
}

function signerOf(key: IbmSigningKey, name: string): JwtSigner {
  if (!isSigner(key)) return importSigningKey(key, { name, algorithm: 'RS512', minBits: 2048 });
  if (key.algorithm === 'RS512') return key;
  throw new ServerError('config', `${name} must sign RS512, which is all the vendor takes.`);
}

function checkSubject(subject: string): void {
  if (typeof subject !== 'string' || !SUBJECT.test(subject))
    throw new ServerError(
      'invalid_grant',
      "The viewer must be named, in 1 to 256 characters: the vendor's tokens are for somebody.",
    );
}
