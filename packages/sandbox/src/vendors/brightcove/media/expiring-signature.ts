import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Verdict } from '../../../credentials/judgement.ts';

/** Signs what a URL opens, and until when, so that the URL alone opens it. */
export interface ExpiringSignatures {
  /** Base64 of `{expiry in eight hexadecimal digits}_{64 hexadecimal digits}`, as `fastly_token` looks. */
  sign(scope: string, expiresAtMs: number): string;
  judge(text: string | null, scope: string): Verdict;
}

/** The last second that eight hexadecimal digits can say. */
const LATEST = 0xff_ff_ff_ff;

/** @param secret Of this run, at least 16 bytes. */
export function createExpiringSignatures(
  secret: Uint8Array,
  now: () => number,
): ExpiringSignatures {
  const mac = (scope: string, expiry: string): string =>
    createHmac('sha256', secret).update(`${scope}\n${expiry}`).digest('hex');
  return {
    sign(scope, expiresAtMs) {
      const seconds = Math.min(LATEST, Math.floor(expiresAtMs / 1000));
      const expiry = seconds.toString(16).padStart(8, '0');
      return Buffer.from(`${expiry}_${mac(scope, expiry)}`).toString('base64');
    },
    judge(text, scope) {
      if (text === null || text === '') return 'missing';
      const plain = Buffer.from(text, 'base64').toString('latin1');
      const [, expiry = '', given = ''] = /^([\da-f]{8})_([\da-f]{64})$/.exec(plain) ?? [];
      if (expiry === '') return 'malformed';
      if (!timingSafeEqual(Buffer.from(given), Buffer.from(mac(scope, expiry)))) return 'wrong';
      return now() < parseInt(expiry, 16) * 1000 ? 'ok' : 'expired';
    },
  };
}
