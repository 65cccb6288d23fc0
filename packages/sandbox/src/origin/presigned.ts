import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Credentials } from '../credentials/credentials.ts';
import type { Judgement } from '../credentials/judgement.ts';
import type { SandboxClock } from '../sandbox-clock.ts';

/** Signs the URLs inside playlists, one by one, so that they open without any other credential for a while. */
export interface Presigner {
  /** `exp=…&sig=…` for a path, on behalf of the credential that opened the playlist. */
  query(path: string, serial: number): string;
  judge(url: URL): Omit<Judgement, 'credential'>;
  /** How long signatures made from now on hold, in milliseconds of the sandbox's clock. */
  setLifetime(lifetimeMs: number): void;
}

/** @param secret Of this run, at least 16 bytes. */
export function createPresigner(
  secret: Uint8Array,
  clock: SandboxClock,
  credentials: Credentials,
  lifetimeMs: number,
): Presigner {
  let lifetime = lifetimeMs;
  const mac = (path: string, expires: string, serial: string): string =>
    createHmac('sha256', secret).update(`${path}\n${expires}\n${serial}`).digest('base64url');

  return {
    query(path, serial) {
      const expires = String(Math.floor((clock.now() + lifetime) / 1000));
      return `exp=${expires}&sig=${serial}.${mac(path, expires, String(serial))}`;
    },
    judge({ pathname, searchParams }) {
      const expires = searchParams.get('exp') ?? '';
      const signature = searchParams.get('sig');
      if (signature === null) return { verdict: 'missing', refusal: 403 };
      const [serial = '', given = ''] = signature.split('.');
      const repeated = searchParams.getAll('exp').length + searchParams.getAll('sig').length !== 2;
      if (repeated || !/^\d{1,12}$/.test(expires)) return { verdict: 'malformed', refusal: 403 };
      if (!isEqual(given, mac(pathname, expires, serial)))
        return { verdict: 'wrong', refusal: 403 };
      const parent = credentials.judgeSerial(Number(serial));
      const expired = parent.verdict === 'ok' && clock.now() >= Number(expires) * 1000;
      return expired ? { ...parent, verdict: 'expired', refusal: 403 } : parent;
    },
    setLifetime(ms) {
      lifetime = ms;
    },
  };
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
