/** What secrets look like, by a name that can be said aloud. */
const SHAPES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY/],
  ['a PEM block', /-----BEGIN [A-Z ]+-----/],
  ['a JSON Web Token', /\bey[\w-]{8,}\.[\w-]*\.[\w-]*/],
  ['a secret key', /\bsk_\w{4,}|\bsandbox_(sk|cs|ls|hs|at)_\w{8,}/],
  ['an Authorization header', /\b(Bearer|Basic)\s+(?=\S*([a-z][A-Z]|[\d+/=]))[\w+/=~.-]{8,}/],
];

/**
 * Says what a text seems to hold that nobody should see.
 *
 * @returns Such as `a JSON Web Token`, never a part of the text; undefined if nothing is recognised.
 */
export function secretShapeIn(text: string): string | undefined {
  return SHAPES.find(([, pattern]) => pattern.test(text))?.[0];
}
