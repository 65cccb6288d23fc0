import type { Denial } from '../denial.ts';

const NO_STORE = { 'Cache-Control': 'no-store' };

/** A key, or a licence that no content decryption module understands. */
export const licenseResponse = (bytes: Uint8Array): Response =>
  new Response(new Uint8Array(bytes), {
    headers: { ...NO_STORE, 'Content-Type': 'application/octet-stream' },
  });

/** What was seen of licences: one text, and no list. */
const TEXTS: Readonly<Record<string, string>> = {
  DENIED_BY_STREAM_LIMIT_CREATE: 'Denied by stream limiting (create)',
  DENIED_BY_STREAM_LIMIT_RENEW: 'Denied by stream limiting (renew)',
  DENIED_BY_STREAM_LIMIT: 'Denied by stream limiting',
  DENIED_BY_DEVICE_LIMITING: 'Denied by device limiting',
};

/**
 * An object with one text.
 *
 * @see Brightcove, "Generic stream concurrency with the Android SDK", its notes for tests: `Denied by stream limiting (create)`. Others
 * are put like it.
 */
export function licenseDenial({ status, code, subcode = code }: Denial): Response {
  const error = TEXTS[subcode] ?? `Denied: ${subcode.toLowerCase().replaceAll('_', ' ')}`;
  return Response.json({ error }, { status, headers: NO_STORE });
}

/** @param isProvisioned Without a certificate of the account it is 422. */
export const fairPlayCertificate = (isProvisioned: boolean): Response =>
  isProvisioned
    ? licenseResponse(Buffer.from('A certificate that no content decryption module takes.'))
    : licenseDenial({ status: 422, code: 'NOT_PROVISIONED' });
