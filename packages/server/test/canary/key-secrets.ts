import type { KeyObject } from 'node:crypto';
import type { Secrets } from './find-canaries.ts';

/** Every part of a private key that must not be seen, and a line of its PEM. */
export function keySecrets(name: string, key: KeyObject): Secrets {
  const { d = '', p = '', q = '', dp = '', dq = '', qi = '' } = key.export({ format: 'jwk' });
  const pem = key.export({ format: 'pem', type: 'pkcs8' }).toString();
  const parts = { d, p, q, dp, dq, qi, 'line of PEM': pem.split('\n')[7] ?? '' };
  const given = Object.entries(parts).filter(([, part]) => part !== '');
  return Object.fromEntries(given.map(([part, text]) => [`${name}, ${part}`, text]));
}
