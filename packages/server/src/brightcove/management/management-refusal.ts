import type { VendorRefusal } from '../../api/vendor-api.ts';
import { jsonMember } from '../../json-member.ts';

/** What the management APIs may say. */
const REASONS: ReadonlySet<string> = new Set([
  ...['UNAUTHORIZED', 'BAD_REQUEST', 'INVALID_ACCOUNT_ID', 'ILLEGAL_VALUE', 'NOT_FOUND'],
  ...['RESOURCE_NOT_FOUND', 'UNKNOWN', 'TIMEOUT', 'SERVER_ERROR'],
  ...['DEVICES_RETRIEVE_FAILURE', 'DEVICES_DELETE_FAILURE', 'DEVICE_DELETE_FAILURE'],
  'DEVICE_STORE_FAILURE',
]);

/** The reason of an audit whose status says, with an HTTP error, that it failed. */
export const AUDIT_FAILED = 'failed';

/**
 * Reads an error of a management API: a list of one object with codes (Devices API), or an object; the others' bodies are not documented.
 */
export function readManagementRefusal(_status: number, body: unknown): VendorRefusal | undefined {
  const error: unknown = Array.isArray(body) ? body[0] : body;
  if (jsonMember(error, 'status') === AUDIT_FAILED) return { reason: AUDIT_FAILED };
  const reason = [jsonMember(error, 'error_subcode'), jsonMember(error, 'error_code')].find(
    (word) => typeof word === 'string' && REASONS.has(word),
  );
  return typeof reason === 'string' ? { reason } : undefined;
}
