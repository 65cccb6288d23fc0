/**
 * Small shared state: what several instances of a backend must agree on (revocations, sessions, budgets). Texts under keys, each with an
 * end. Every operation is atomic on its key, and rejects with the code `config` when it is given a lifetime or an amount that is none.
 */
export interface Store {
  get(key: string): Promise<string | undefined>;
  /** @param ttlMs How long it is kept, in milliseconds, at least 1. */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
  /**
   * Writes only if the key still holds what was read (`undefined`: nothing). The way to change what others change, too.
   *
   * @returns Whether it wrote.
   */
  replace(
    key: string,
    expected: string | undefined,
    value: string,
    ttlMs: number,
  ): Promise<boolean>;
  /**
   * Adds a whole number to a counter that begins at 0 and ends `ttlMs` after its first addition.
   *
   * @returns The sum.
   */
  add(key: string, amount: number, ttlMs: number): Promise<number>;
}
