import { epochMs } from '@playgate/protocol';
import type { EpochMs } from '@playgate/protocol';
import { apiPath } from '../../api/api-path.ts';
import type { ApiAnswer, VendorApi } from '../../api/vendor-api.ts';
import { jsonMember } from '../../json-member.ts';
import { decodeBase64 } from '../../jwt/decode-base64.ts';
import { readDer } from '../../jwt/der.ts';
import { publicKeyOf } from '../../jwt/public-key-of.ts';
import type { SigningKeyInput } from '../../jwt/signing-key.ts';
import { ServerError } from '../../server-error.ts';
import type { CallOptions } from '../../api/call-options.ts';
import { unreadableAnswer } from './unreadable-answer.ts';

/** A public key that an account has registered. */
export interface RegisteredKey {
  readonly id: string;
  /** `public`. */
  readonly type?: string;
  /** Such as `rsa`, where the answer says it. */
  readonly algorithm?: string;
  /** The DER of the SubjectPublicKeyInfo in base64, as `publicKeyOf` gives it. */
  readonly value: string;
  /** Where the answer says it. */
  readonly createdAt?: EpochMs;
}

/**
 * What is registered: the public half of a signing key, worked out here; or a public key as PEM ("PUBLIC KEY") or as its body alone. The
 * private key never leaves.
 */
export type KeyToRegister =
  | {
      readonly signingKey: SigningKeyInput;
      /** Default RS256. */ readonly algorithm?: 'RS256' | 'ES256';
    }
  | { readonly publicKey: string };

/**
 * The public keys that tokens are checked with.
 *
 * Every call throws a `ServerError` whose code starts with `vendor_`, or `aborted`.
 *
 * @see Brightcove, "Using Authentication APIs", "Key API".
 */
export interface KeyApi {
  /**
   * Needs `video-cloud/playback-auth/key/write`, as `delete` does.
   *
   * @throws {ServerError} `config`, naming `signingKey`; `invalid_value` for a public key that is none.
   */
  register(key: KeyToRegister, options?: CallOptions): Promise<RegisteredKey>;
  /** Needs `video-cloud/playback-auth/key/read`, as `read` does. One bounded array: the vendor's list has no pages. */
  list(options?: CallOptions): Promise<readonly RegisteredKey[]>;
  read(id: string, options?: CallOptions): Promise<RegisteredKey>;
  /** What was signed with its private half opens nothing from then on. */
  delete(id: string, options?: CallOptions): Promise<void>;
}

export function createKeyApi(api: VendorApi, accountId: string): KeyApi {
  return {
    async register(key, options) {
      const value = await valueOf(key);
      const path = apiPath`/accounts/${accountId}/keys`;
      return readKey(await api.call({ method: 'POST', path, json: { value }, ...options }));
    },
    async list(options) {
      const path = apiPath`/accounts/${accountId}/keys`;
      const { body, correlationId } = await api.call({ method: 'GET', path, ...options });
      if (!Array.isArray(body)) throw unreadableAnswer('list of keys', { correlationId });
      return body.map((one: unknown) => readKey({ body: one, correlationId }));
    },
    async read(id, options) {
      const path = apiPath`/accounts/${accountId}/keys/${id}`;
      return readKey(await api.call({ method: 'GET', path, ...options }));
    },
    async delete(id, options) {
      const path = apiPath`/accounts/${accountId}/keys/${id}`;
      await api.call({ method: 'DELETE', path, ...options });
    },
  };
}

async function valueOf(key: KeyToRegister): Promise<string> {
  if ('signingKey' in key) {
    const { signingKey, algorithm = 'RS256' } = key;
    return (await publicKeyOf(signingKey, { name: 'signingKey', algorithm })).spki;
  }
  const body = key.publicKey.replaceAll(/-----(?:BEGIN|END) PUBLIC KEY-----|\s/g, '');
  if (!isPublicKey(body))
    throw new ServerError(
      'invalid_value',
      'publicKey must be a public key: PEM ("PUBLIC KEY"), or its body. Never give the private one here.',
    );
  return body;
}

/** A SubjectPublicKeyInfo (RFC 5280, section 4.1): the algorithm, then a bit string. A private key begins with its version. */
function isPublicKey(base64: string): boolean {
  const bytes = decodeBase64(base64);
  const [whole, ...more] = (bytes && readDer(bytes)) ?? [];
  const tags = whole === undefined ? [] : (readDer(whole.content) ?? []).map(({ tag }) => tag);
  return more.length === 0 && tags.length === 2 && tags[0] === 0x30 && tags[1] === 0x03;
}

function readKey({
  body,
  correlationId,
}: Pick<ApiAnswer, 'body' | 'correlationId'>): RegisteredKey {
  const text = (name: string): string | undefined => {
    const value = jsonMember(body, name);
    return typeof value === 'string' ? value : undefined;
  };
  const [id, value, type, algorithm] = [text('id'), text('value'), text('type'), text('algorithm')];
  // The guide and the OpenAPI file spell it differently.
  const createdAt = Date.parse(text('createdAt') ?? text('created_at') ?? '');
  if (id === undefined || value === undefined) throw unreadableAnswer('key', { correlationId });
  return {
    id,
    ...(type !== undefined && { type }),
    ...(algorithm !== undefined && { algorithm }),
    value,
    ...(!Number.isNaN(createdAt) && { createdAt: epochMs(createdAt) }),
  };
}
