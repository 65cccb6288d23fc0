import type { KeyLike } from 'node:crypto';
import { createHmac, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { KEY_A } from './vectors.ts';

export const coded = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const keyA = createPrivateKey({ key: KEY_A, format: 'jwk' });

/** A key nobody has registered. */
export const strangeKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

export interface Signing {
  header?: Record<string, unknown>;
  key?: KeyLike;
}

/** A token in RS256, its payload an object or a text that stands as it is. */
export function signJwt(payload: unknown, { header = {}, key = keyA }: Signing = {}): string {
  const signed = `${coded({ alg: 'RS256', typ: 'JWT', ...header })}.${coded(payload)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}

/** A token whose signature is a MAC. */
export function macJwt(payload: unknown, secret: string | Uint8Array): string {
  const signed = `${coded({ alg: 'HS256', typ: 'JWT' })}.${coded(payload)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
