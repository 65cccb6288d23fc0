/** The scopes of a text, which are separated by spaces (RFC 6749, section 3.3). */
export function readScopes(text: string): readonly string[] {
  return text.split(' ').filter((scope) => scope !== '');
}

/** Whether there is none among them that is not allowed. */
export function areWithin(scopes: readonly string[], allowed: readonly string[]): boolean {
  return scopes.every((scope) => allowed.includes(scope));
}
