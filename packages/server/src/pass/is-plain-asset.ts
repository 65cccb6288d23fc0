/**
 * What an asset may look like unless an application says otherwise: letters, digits and a few signs, starting with a letter, a digit,
 * `_` or `-`.
 */
const PLAIN = /^[\p{L}\p{N}_-][\p{L}\p{N} ._~:@+=/-]*$/u;

/** A path that climbs, or an empty step. */
const ODD_PATH = /(?:^|\/)\.{1,2}(?:\/|$)|\/\//;

/**
 * Whether an asked asset is a plain name: no dot segments, wildcards, escapes or backslashes, and no name that every object has
 * (`__proto__`, `constructor`), so that `films[asset]` is safe.
 */
export function isPlainAsset(asset: string): boolean {
  return PLAIN.test(asset) && !ODD_PATH.test(asset) && !(asset in Object.prototype);
}
