import { formatMoment } from '../output/format-duration.ts';
import { shown } from '../output/shown.ts';
import type { CompactToken } from './compact-token.ts';
import { REDACTED } from './inspection.ts';
import type { InspectOptions, Inspection } from './inspection.ts';
import { isMoment, timeRemarks } from './time-remarks.ts';
import { readAsVendor } from './read-as-vendor.ts';
import { signatureRemarks } from './signature-remarks.ts';

/** Says what is in a token. Its signature is not verified: that takes the vendor's side of the key. */
export function inspectToken(token: CompactToken, { now, reveal }: InspectOptions): Inspection {
  const { kind, header, claims = {}, signature, text } = token;
  const { what, remarks } = readAsVendor(token, now);
  const bytes = Buffer.from(signature, 'base64url').length;
  const tail = kind === 'jwt' ? 'signature' : 'tag';
  const facts: Inspection['facts'] = [
    ...Object.entries(header).map(([name, value]) => [shown(name), worded(value)] as const),
    ...Object.entries(claims).map(
      ([name, value]) => [shown(name), claimText(name, value, now)] as const,
    ),
    ...(kind === 'jwe' ? [['claims', 'encrypted: only the vendor can read them'] as const] : []),
    [tail, `${bytes} bytes ${reveal ? signature : REDACTED}`],
  ];
  return {
    kind,
    title: kind === 'jwt' ? `A token (JWT), ${what}` : `An encrypted token (JWE), ${what}`,
    facts,
    contents: {
      header,
      ...(kind === 'jwt' && { claims }),
      [tail]: { bytes },
      ...(reveal && { token: text }),
    },
    remarks: [...signatureRemarks(token), ...timeRemarks(claims, now), ...remarks],
  };
}

function claimText(name: string, value: unknown, now: number): string {
  return isMoment(name) && typeof value === 'number' ? formatMoment(value, now) : worded(value);
}

function worded(value: unknown): string {
  return shown(typeof value === 'string' ? value : JSON.stringify(value));
}
