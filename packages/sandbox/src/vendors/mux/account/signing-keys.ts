import type { KeyObject } from 'node:crypto';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { JsonObject } from '../../../json-members.ts';
import { isText } from '../../../json-members.ts';
import { allowDetails, check } from './check-details.ts';

/** What the vendor gives out when a signing key is made, once. */
export interface SigningKey {
  readonly id: string;
  /** A PEM (PKCS#1) in base64. */
  readonly privateKey: string;
}

export interface SigningKeys {
  /** The key of this run. Its pair is made when somebody first wants it. */
  readonly own: SigningKey;
  /** Makes one more; or takes the public half of one that was made elsewhere, and gives only its id. */
  add(details: JsonObject): SigningKey | Pick<SigningKey, 'id'>;
  /** Ends every token that was signed with it. */
  remove(details: JsonObject): void;
  get(id: string): KeyObject | undefined;
}

export interface SigningKeysParts {
  readonly randomText: () => string;
  /** Hears of every private key. */
  readonly onKey: (key: SigningKey) => void;
}

/** The vendor prints no limit. */
const LIMIT = 100;

/** @see Mux, "URL signing keys": RSA of 2048 bits, and only the public half stays with the vendor. */
export function createSigningKeys({ randomText, onKey }: SigningKeysParts): SigningKeys {
  const keys = new Map<string, KeyObject>();
  const ownId = `sandbox_${randomText()}`;
  let own: SigningKey | undefined;

  function make(id: string): SigningKey {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = pair.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const key = { id, privateKey: Buffer.from(pem).toString('base64') };
    keys.set(id, pair.publicKey);
    onKey(key);
    return key;
  }

  return {
    own: {
      id: ownId,
      get privateKey() {
        own ??= make(ownId);
        return own.privateKey;
      },
    },
    add(details) {
      allowDetails(details, ['id', 'publicKey']);
      const { id = `sandbox_${randomText()}`, publicKey } = details;
      check(isText(id) && /^[\w-]{1,128}$/.test(id), 'id must be letters, digits, _ and -.');
      check(keys.size < LIMIT && !keys.has(id), 'id must be a new one, and keys at most 100.');
      if (publicKey === undefined) return make(id);
      const key = isText(publicKey) ? readPublicKey(publicKey) : undefined;
      check(key !== undefined, 'publicKey must be an RSA key from 2048 bits on, in PEM.');
      keys.set(id, key);
      return { id };
    },
    remove(details) {
      allowDetails(details, ['id']);
      const { id } = details;
      check(isText(id) && keys.delete(id), 'id must be that of a signing key.');
    },
    get: (id) => keys.get(id),
  };
}

function readPublicKey(pem: string): KeyObject | undefined {
  try {
    const key = createPublicKey(pem);
    const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
    return key.asymmetricKeyType === 'rsa' && modulusLength >= 2048 ? key : undefined;
  } catch {
    // A text that is no key is one more kind of unfit key.
    return undefined;
  }
}
