import { ServerError } from '../server-error.ts';

/**
 * What a token says besides what it opens: the parameters of the vendor's URLs, such as `max_resolution` of a video or `time` and `width`
 * of a thumbnail. With signed playback they count in the token alone; in the URL they do not.
 *
 * @see Mux, "Modify playback behavior", "Get images from a video".
 */
export type MuxParams = Readonly<Record<string, string | number | boolean>>;

/** What this package says itself, and what would say something else to who reads tokens. */
const RESERVED: ReadonlySet<string> = new Set([
  ...['kid', 'sub', 'aud', 'exp'],
  ...['nbf', 'iat', 'iss', 'jti', 'token'],
]);

/**
 * Checks parameters before they are signed. One that is `undefined` counts as absent.
 *
 * @returns Those that are there, in the order in which they were given.
 * @throws {ServerError} `invalid_grant`, naming the parameter; never its value.
 */
export function checkMuxParams(params: Readonly<Record<string, unknown>>): MuxParams {
  const checked: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    if (RESERVED.has(name) || !/^[a-z][a-z\d_]{0,63}$/.test(name))
      throw invalidParam(name, 'cannot be given: names are lower case, and none that a JWT has');
    if (!isParam(value))
      throw invalidParam(name, 'must be a text of 1 to 256 characters, a number, true or false');
    checked[name] = value;
  }
  return checked;
}

function isParam(value: unknown): value is string | number | boolean {
  if (typeof value === 'string') return /^[^\u0000-\u001f\u007f]{1,256}$/.test(value);
  return typeof value === 'boolean' || Number.isFinite(value);
}

function invalidParam(name: string, what: string): ServerError {
  return new ServerError('invalid_grant', `The parameter ${name.slice(0, 32)} ${what}.`);
}
