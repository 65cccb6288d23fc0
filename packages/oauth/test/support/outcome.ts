/** What a promise came to: a value, or the code of its error. */
export interface Outcome<T> {
  value: T | undefined;
  code: string | undefined;
  isOpen: boolean;
}

export function outcomeOf<T>(promise: Promise<T>): Outcome<T> {
  const outcome: Outcome<T> = { value: undefined, code: undefined, isOpen: true };
  promise.then(
    (value) => Object.assign(outcome, { value, isOpen: false }),
    (error: unknown) =>
      Object.assign(outcome, { code: String(Reflect.get(Object(error), 'code')), isOpen: false }),
  );
  return outcome;
}
