/** What can stand after `Bearer` (RFC 6750, section 2.1). */
const BEARER = /^[A-Za-z0-9\-._~+/]{1,8192}=*$/;

/** Whether a value from an answer can be sent as a bearer token. */
export function isBearerToken(value: unknown): value is string {
  return typeof value === 'string' && BEARER.test(value);
}
