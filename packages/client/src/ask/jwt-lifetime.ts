/**
 * How long a JWT says it lives, in seconds: `exp` less `iat` (RFC 7519 section 4.1), so that the clock of the device plays no part.
 *
 * @returns `undefined` for any other text.
 */
export function jwtLifetime(token: string): number | undefined {
  const payload = token.split('.')[1] ?? '';
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof claims === 'object' &&
      claims !== null &&
      'exp' in claims &&
      'iat' in claims &&
      typeof claims.exp === 'number' &&
      typeof claims.iat === 'number'
      ? claims.exp - claims.iat
      : undefined;
  } catch {
    // An opaque token: it lasts until it is refused.
    return undefined;
  }
}
