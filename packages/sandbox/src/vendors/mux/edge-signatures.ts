import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Verdict } from '../../credentials/judgement.ts';

/** Signs the URLs that playlists name: they open by themselves, whatever becomes of the viewer's token. */
export interface EdgeSignatures {
  /** The query for a path. */
  query(path: string, expiresAtMs: number): string;
  judge(url: URL): Verdict;
}

/**
 * In the form that was seen in the vendor's playlists: `expires`, `skid` and `signature`, the latter base64 of the end in hexadecimal and a
 * MAC, with nothing of the viewer's token. What the MAC is over there, nobody knows.
 *
 * @param secret Of this run.
 */
export function createEdgeSignatures(secret: Uint8Array, now: () => number): EdgeSignatures {
  function signatureOf(path: string, expires: string): string {
    const mac = createHmac('sha256', secret).update(`${path}\n${expires}`).digest('hex');
    return Buffer.from(`${Number(expires).toString(16)}_${mac}`).toString('base64');
  }
  return {
    query(path, expiresAtMs) {
      const expires = String(Math.floor(expiresAtMs / 1000));
      return `expires=${expires}&skid=default&signature=${signatureOf(path, expires)}`;
    },
    judge({ pathname, searchParams }) {
      const expires = searchParams.get('expires') ?? '';
      const signature = searchParams.get('signature');
      if (signature === null) return 'missing';
      if (!/^\d{1,12}$/.test(expires)) return 'malformed';
      if (!isEqual(signature, signatureOf(pathname, expires))) return 'wrong';
      return Number(expires) * 1000 <= now() ? 'expired' : 'ok';
    },
  };
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
