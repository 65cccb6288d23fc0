import { jsonMember } from '../../json-member.ts';
import type { VendorRefusal, VendorStatusCode } from '../vendor-api.ts';

/** The errors of OAuth (RFC 6749, sections 4.1.2.1 and 5.2; RFC 8707; OpenID Connect Core, section 3.1.2.6), and what they mean here. */
const ERRORS: ReadonlyMap<string, VendorStatusCode | undefined> = new Map([
  ['invalid_client', 'vendor_credentials'],
  ['invalid_grant', 'vendor_credentials'],
  ['unauthorized_client', 'vendor_forbidden'],
  ['access_denied', 'vendor_forbidden'],
  ['invalid_request', 'vendor_request'],
  ['invalid_scope', 'vendor_request'],
  ['invalid_target', 'vendor_request'],
  ['unsupported_grant_type', 'vendor_not_implemented'],
  ['server_error', undefined],
  ['temporarily_unavailable', undefined],
  ['login_required', 'vendor_forbidden'],
  ['consent_required', 'vendor_forbidden'],
  ['interaction_required', 'vendor_forbidden'],
  ['account_selection_required', 'vendor_forbidden'],
]);

/** Reads an error of OAuth. Some vendors spell it with hyphens. */
export function readOAuthRefusal(_status: number, body: unknown): VendorRefusal | undefined {
  const error = jsonMember(body, 'error');
  if (typeof error !== 'string') return undefined;
  const reason = error.replaceAll('-', '_');
  if (!ERRORS.has(reason)) return undefined;
  const code = ERRORS.get(reason);
  return { reason, ...(code !== undefined && { code }) };
}
