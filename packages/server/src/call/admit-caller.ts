/** Who may read the answer: nobody else but the same origin, or a listed origin by CORS. */
export interface Admission {
  readonly admitted: boolean;
  /** The listed origin to name in Access-Control-Allow-Origin, for callers from another origin. */
  readonly crossOrigin?: string;
}

const REFUSED: Admission = { admitted: false };
const SAME_ORIGIN: Admission = { admitted: true };

/**
 * Tells whether a request comes from a page of the application, by `Sec-Fetch-Site` and `Origin` alone. `Host`, `Forwarded` and
 * `X-Forwarded-*` are never read, so the answer is the same behind a TLS-terminating proxy.
 *
 * An `Origin` must be listed, whatever else the request says. Without one, only a browser's word that the request is same-origin counts,
 * or that there is nothing a foreign page could abuse: an `Authorization` header and no cookie.
 */
export function admitCaller(headers: Headers, origins: readonly string[]): Admission {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  if (origin !== null) {
    if (!origins.includes(origin) || site === 'none') return REFUSED;
    return site === 'same-origin' ? SAME_ORIGIN : { admitted: true, crossOrigin: origin };
  }
  if (site !== null) return site === 'same-origin' ? SAME_ORIGIN : REFUSED;
  const withoutBrowser = headers.has('authorization') && !headers.has('cookie');
  return withoutBrowser ? SAME_ORIGIN : REFUSED;
}
