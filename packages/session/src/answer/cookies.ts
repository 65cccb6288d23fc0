/** How long a cookie lasts, and when it is sent along. */
export interface CookieTerms {
  /** In seconds; 0 takes it back. */
  readonly maxAgeSeconds: number;
  readonly sameSite: 'Strict' | 'Lax';
}

/** One cookie of this host. */
export interface Cookie {
  readonly name: string;
  read(headers: Headers): string | undefined;
  /** The `Set-Cookie` header. */
  format(value: string, terms: CookieTerms): string;
}

/**
 * A cookie that scripts cannot read. Over https it has the prefix `__Host-Http-`: browsers then take it from this very host only, for all
 * paths, never from a subdomain or over http; and those that know the prefix take none that a script writes. To the others it is `__Host-`.
 * That needs `Secure`, which Safari refuses over http even on localhost; so on a developer's machine the cookie has neither. Cookies ignore
 * ports: two applications on localhost need two names.
 *
 * @see RFC 6265bis, sections 4.1.2.5 and 4.1.3.2; RFC 10017, section 6.1.
 */
export function createCookie(name: string, isHttps: boolean): Cookie {
  const full = isHttps ? `__Host-Http-${name}` : name;
  const rules = `Path=/; HttpOnly${isHttps ? '; Secure' : ''}`;
  return {
    name: full,
    read: (headers) => readCookie(headers.get('cookie') ?? '', `${full}=`),
    format: (value, { maxAgeSeconds, sameSite }) =>
      `${full}=${value}; ${rules}; SameSite=${sameSite}; Max-Age=${maxAgeSeconds}`,
  };
}

function readCookie(header: string, prefix: string): string | undefined {
  const pair = header.split(/; */).find((text) => text.startsWith(prefix));
  return pair?.slice(prefix.length);
}
