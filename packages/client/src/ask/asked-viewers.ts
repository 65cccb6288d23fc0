/** For whom passes come, in the order in which they were asked for. */
export class AskedViewers {
  #asks = 0;
  #latest: { readonly ask: number; readonly subject: string } | undefined;

  /** @returns The number of an ask that begins. */
  begin(): number {
    this.#asks += 1;
    return this.#asks;
  }

  /**
   * Whether an answer comes too late: one that was asked for later has come, and names another viewer.
   *
   * @param subject Whom the answer names.
   */
  isOutdated(ask: number, subject: string | undefined): boolean {
    if (subject === undefined) return false;
    if (this.#latest && ask < this.#latest.ask) return subject !== this.#latest.subject;
    this.#latest = { ask, subject };
    return false;
  }
}
