import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A key that tokens can be bound to. */
export interface ProofKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export const proofKey = (): ProofKey => generateKeyPairSync('ec', { namedCurve: 'P-256' });

export const KEY: ProofKey = proofKey();

const encoded = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

export interface ProofParts {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: ProofKey;
}

let proofs = 0;

/** A proof (RFC 9449, section 4.2). Its age is judged by the computer's clock: browsers go by that, too. */
export function proof(method: string, url: string, parts: ProofParts = {}): string {
  const { privateKey, publicKey } = parts.key ?? KEY;
  const jwk = publicKey.export({ format: 'jwk' });
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk, ...parts.header };
  const iat = Math.floor(Date.now() / 1000);
  const payload = { jti: `proof-${++proofs}`, htm: method, htu: url, iat, ...parts.claims };
  const input = `${encoded(header)}.${encoded(payload)}`;
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return `${input}.${sign('SHA256', Buffer.from(input), key).toString('base64url')}`;
}

/** What a proof says of the token beside it. */
export const athOf = (token: string): string =>
  createHash('sha256').update(token).digest('base64url');
