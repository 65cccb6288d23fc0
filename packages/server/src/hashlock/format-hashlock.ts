import type { Hashlock } from './mint-hashlock.ts';

/** How the vendor spells a no. */
export const HASHLOCK_DENIED = 'false';

/**
 * Writes an authentication response as the vendor's documents do: a JSON array of objects with one key each, the parameters in signing
 * order, then `hashExpire`, then `hash`.
 *
 * @see IBM Video Streaming, "Implementing viewer authentication" (deprecated), the authentication response.
 */
export function formatHashlock({ params, expires, hash }: Hashlock): string {
  let text = '[';
  for (const [name, value] of params) text += `{${quoted(name)}:${quoted(value)}},`;
  return `${text}{"hashExpire":${expires}},{"hash":${quoted(hash)}}]`;
}

/** As JSON writes it. What needs no escape, which is nearly everything that is signed, is not sent through it. */
function quoted(text: string): string {
  return /[^ !#-[\]-~]/.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/**
 * The URL to which the viewer goes back: the return URL with its own query kept, and `hash=` added.
 * A `hash` that the return URL already has is dropped, as is its fragment.
 *
 * @param returnUrl An absolute URL.
 * @param hashlock The response, or `undefined` for the vendor's no (`hash=false`).
 */
export function hashlockReturnUrl(returnUrl: string, hashlock: Hashlock | undefined): string {
  const url = new URL(returnUrl);
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !isHashParam(part));
  const text = hashlock === undefined ? HASHLOCK_DENIED : formatHashlock(hashlock);
  url.search = [...kept, `hash=${encodeURIComponent(text)}`].join('&');
  url.hash = '';
  return url.href;
}

/** Whether a piece of a query is a parameter that any reader could take for `hash`. */
function isHashParam(part: string): boolean {
  return new URLSearchParams(part).has('hash');
}
