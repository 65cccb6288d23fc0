/** The same members, none of them `undefined`. */
type Present<T> = { readonly [Name in keyof T]?: Exclude<T[Name], undefined> };

/** Leaves out what is `undefined`: an option that was not set must be absent. */
export function present<T extends object>(values: T): Present<T> {
  const kept: object = Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  );
  return isPresent<T>(kept) ? kept : {};
}

function isPresent<T>(kept: object): kept is Present<T> {
  return Object.values(kept).every((value) => value !== undefined);
}
