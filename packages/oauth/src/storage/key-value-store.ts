/** Keeps values under keys, shared by all tabs. Each change is atomic in all of them. */
export interface KeyValueStore {
  /**
   * Reads a value and puts another in its place.
   *
   * @param change Gives what is to be there; the value itself to leave it, `undefined` to delete it. Synchronous.
   * @throws If it cannot be stored. Then nothing has changed.
   */
  update(key: string, change: (value: unknown) => unknown): Promise<void>;
}
