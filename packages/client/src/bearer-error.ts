const PART = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*("(?:[^"\\]|\\.)*"|[^\s,]*))?/g;

/**
 * The error that a `Bearer` challenge names (RFC 6750 section 3), among however many challenges the header holds.
 *
 * @param challenges The value of WWW-Authenticate.
 */
export function bearerError(challenges: string): string | undefined {
  let scheme = '';
  for (const [, name = '', value] of challenges.matchAll(PART)) {
    // A name without a value is a scheme; those with one are its parameters.
    if (value === undefined) scheme = name.toLowerCase();
    else if (scheme === 'bearer' && name.toLowerCase() === 'error')
      return value.replace(/^"(.*)"$/, '$1');
  }
  return undefined;
}
