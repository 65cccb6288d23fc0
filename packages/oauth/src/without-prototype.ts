/**
 * Takes an object's prototype away: what somebody wrote into that of all objects is no option then, and no endpoint that a token is sent to.
 *
 * @param made Made for this, and nobody else's.
 */
export function withoutPrototype<T extends object>(made: T): T {
  return Object.setPrototypeOf(made, null);
}
