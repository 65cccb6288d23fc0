import type { VendorRefusal } from '../../api/vendor-api.ts';
import { jsonMember } from '../../json-member.ts';

/**
 * The error values of the vendor's documents.
 *
 * - `invalid_request`: a parameter is missing. · `invalid_type`: the URL is invalid. · `lack_of_ownership`: not this account's content.
 * - `not_found`: no such content, or nothing is set on it. · `invalid_token`: the access token is gone.
 * - `input_validation_error`: a password is invalid.
 */
const REASONS: ReadonlySet<unknown> = new Set([
  'invalid_request',
  'invalid_type',
  'lack_of_ownership',
  'not_found',
  'invalid_token',
  'input_validation_error',
]);

/** Reads an error's body. Its shape, `{"error": …}`, is printed for the token endpoint only. */
export function readIbmRefusal(_status: number, body: unknown): VendorRefusal | undefined {
  const reason = jsonMember(body, 'error');
  return typeof reason === 'string' && REASONS.has(reason) ? { reason } : undefined;
}
