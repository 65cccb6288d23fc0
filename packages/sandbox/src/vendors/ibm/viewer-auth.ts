import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { isPageUrl } from './api-access.ts';

/** What viewer authentication v2 needs to know of a content. */
export interface ViewerAuth {
  /** Where viewers without a token are sent. */
  readonly authUrl: string;
  /** Checks what the owner signs. */
  readonly publicKey: KeyObject;
}

/** One bit less than asked for, since the key that the vendor prints has no more. */
const FEWEST_BITS = 2047;

/** @returns a name for what is wrong; the documents print none. */
export function readViewerAuth(
  form: URLSearchParams,
): ViewerAuth | 'invalid_request' | 'invalid_type' {
  const [authUrl, pem] = [form.get('auth_url') ?? '', form.get('public_key') ?? ''];
  if (authUrl === '' || pem === '') return 'invalid_request';
  const publicKey = readPublicKey(pem);
  return publicKey && isPageUrl(authUrl) ? { authUrl, publicKey } : 'invalid_type';
}

/** An RSA key as PEM SPKI. The sample in the documents has a space before every line but the first. */
export function readPublicKey(pem: string): KeyObject | undefined {
  const lines = pem.split('\n').map((line) => line.trim());
  if (lines[0] !== '-----BEGIN PUBLIC KEY-----') return undefined;
  try {
    const key = createPublicKey(lines.join('\n'));
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return key.asymmetricKeyType === 'rsa' && bits >= FEWEST_BITS ? key : undefined;
  } catch {
    // The caller answers the same way to whatever is no such key.
    return undefined;
  }
}
