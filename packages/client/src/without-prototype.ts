/** A copy without a prototype: what somebody wrote into that of all objects is no option, and no header that is sent. */
export function withoutPrototype<T extends object>(given: T): T {
  return Object.setPrototypeOf({ ...given }, null);
}
