import type { webcrypto } from 'node:crypto';
import { secret, ServerError } from '@playgate/server';
import type { Secret, SecretInput } from '@playgate/server';

/** Encrypts what lies in a store, so that who reads the store reads nothing, and who writes to it forges nothing. */
export interface Sealer {
  /** @param place Where it will lie. It opens nowhere else. */
  seal(text: string, place: string): Promise<string>;
  /** @returns `undefined` for what none of the keys has sealed for this place. */
  open(sealed: string, place: string): Promise<Opened | undefined>;
}

export interface Opened {
  readonly text: string;
  /** It was not sealed with the newest key: seal it again when it is written. */
  readonly isOld: boolean;
}

interface RingKey {
  readonly id: string;
  readonly key: Awaited<ReturnType<typeof crypto.subtle.deriveKey>>;
}

type RingKeys = readonly Promise<RingKey>[];

const NONCE_BYTES = 12;
const ENCODER = new TextEncoder();

/**
 * AES-256-GCM with random nonces, by WebCrypto, under keys that are derived (HKDF) from secrets of at least 32 bytes. The first seals,
 * all open. With random nonces, one key is good for some four billion writes: add another long before that.
 *
 * @throws {ServerError} `config`
 * @see NIST SP 800-38D, section 8.3; RFC 5869.
 */
export function createSealer(keys: readonly SecretInput[], name: string): Sealer {
  if (!Array.isArray(keys) || keys.length === 0)
    throw new ServerError('config', `${name} must hold at least one secret of 32 random bytes.`);
  const secrets = keys.map((key) => secret(key, { name, minBytes: 32 }));
  let derived: RingKeys | undefined;
  const ring = (): RingKeys => (derived ??= secrets.map(deriveKey));
  return {
    async seal(text, place) {
      const [newest] = ring();
      if (newest === undefined) throw new ServerError('config', `${name} is empty.`);
      const { id, key } = await newest;
      const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const sealed = await crypto.subtle.encrypt(bound(iv, place), key, ENCODER.encode(text));
      return `${id}.${base64url(iv)}.${base64url(sealed)}`;
    },
    async open(sealed, place) {
      const [id, iv = '', body = ''] = sealed.split('.');
      const known = await Promise.all(ring());
      const at = known.findIndex((one) => one.id === id);
      const found = known[at];
      if (found === undefined) return undefined;
      try {
        const algorithm = bound(Buffer.from(iv, 'base64url'), place);
        const text = await crypto.subtle.decrypt(
          algorithm,
          found.key,
          Buffer.from(body, 'base64url'),
        );
        return { text: new TextDecoder().decode(text), isOld: at > 0 };
      } catch {
        // Damaged, or sealed for another place: nothing of ours, and there is nothing to say about it.
        return undefined;
      }
    },
  };
}

function bound(iv: Uint8Array<ArrayBuffer>, place: string): webcrypto.AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: ENCODER.encode(place) };
}

async function deriveKey(from: Secret): Promise<RingKey> {
  const { subtle } = crypto;
  const base = await subtle.importKey('raw', ENCODER.encode(from.reveal()), 'HKDF', false, [
    'deriveKey',
    'deriveBits',
  ]);
  return {
    id: base64url(await subtle.deriveBits(hkdf('key id'), base, 48)),
    key: await subtle.deriveKey(hkdf('seal'), base, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]),
  };
}

function hkdf(purpose: string): webcrypto.HkdfParams {
  const info = ENCODER.encode(`playgate session ${purpose}`);
  return { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
}

function base64url(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): string {
  return Buffer.from(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)).toString(
    'base64url',
  );
}
