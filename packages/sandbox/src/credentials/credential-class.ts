import type { CredentialClass } from './judgement.ts';

/** The header in which the scheme `header` carries its credential. */
export const MEDIA_KEY_HEADER = 'x-media-key';

/** The cookie in which the scheme `cookie` carries its credential. */
export const MEDIA_COOKIE = 'media_key';

const QUERY_NAMES = ['token', 'hash', 'sig', 'session'];

/** The credential of an `Authorization: Bearer` header; `undefined` when there is none, `''` when it is malformed. */
export const bearerOf = (request: Request): string | undefined => tokenOf(request, 'bearer');

/** The same for `Authorization: DPoP` (RFC 9449, section 7.1). */
export const dpopTokenOf = (request: Request): string | undefined => tokenOf(request, 'dpop');

function tokenOf({ headers }: Request, wanted: string): string | undefined {
  const [, scheme, rest = ''] = /^(\w+)\b(.*)$/.exec(headers.get('authorization') ?? '') ?? [];
  if (scheme?.toLowerCase() !== wanted) return undefined;
  return /^ +([\w\-.~+/]+=*)$/.exec(rest)?.[1] ?? '';
}

/** The value of a cookie of the request. */
export function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(/; */);
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Which kind of credential a request carries, whatever the place it was sent to asks for. */
export function credentialClass(request: Request, url: URL): CredentialClass {
  const authorization = request.headers.get('authorization') ?? '';
  if (/^bearer +sandbox_[sp]k_/i.test(authorization)) return 'key';
  if (/^bearer\b/i.test(authorization)) return 'bearer';
  if (/^dpop\b/i.test(authorization)) return 'dpop';
  if (/^basic\b/i.test(authorization)) return 'basic';
  if (request.headers.has(MEDIA_KEY_HEADER)) return 'header';
  if (QUERY_NAMES.some((name) => url.searchParams.has(name))) return 'query';
  return request.headers.has('cookie') ? 'cookie' : 'none';
}
