import { ServerError } from '../server-error.ts';

/** What `encodeURIComponent` leaves, although RFC 3986 (section 2.3) does not call it unreserved. */
const RESERVED = /[!'()*]/g;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Encodes a text so that it is one piece of a path or query, whatever it holds: all but the unreserved characters of RFC 3986.
 *
 * @param name What the text is, for errors.
 * @throws {ServerError} `invalid_value` when it is broken Unicode.
 */
export function percentEncode(text: string, name: string): string {
  if (LONE_SURROGATE.test(text))
    throw new ServerError('invalid_value', `${name} is broken Unicode. Give well-formed text.`);
  return encodeURIComponent(text).replace(
    RESERVED,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
