import { isClientError } from '@playgate/client';
import type { Facts } from '../harness/proof.ts';
import { spell } from './belongings.ts';

/** Those who wait for a pass, and what they hear. */
export class Waits {
  readonly #now: () => number;
  readonly #heard: Facts[] = [];
  readonly #texts: string[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  follow(waiting: Promise<unknown>): void {
    const since = this.#now();
    const at = this.#heard.push({ heard: 'pending' }) - 1;
    const hears = (heard: string, more: Facts = {}): void => {
      this.#heard[at] = { heard, heardAfterMs: this.#now() - since, ...more };
    };
    waiting.then(
      () => hears('ok'),
      (error: unknown) => {
        this.#texts.push(spell(error));
        hears('failed', isClientError(error) ? factsOf(error) : {});
      },
    );
  }

  /** What the last of them has heard, and how many there were. */
  facts(): Facts {
    const ok = this.#heard.filter(({ heard }) => heard === 'ok').length;
    return { ...this.#heard.at(-1), waits: this.#heard.length, ok };
  }

  /** Every text of every error. */
  said(): string {
    return this.#texts.join('\n');
  }
}

const factsOf = ({
  code,
  retryable,
  cause,
}: Error & { readonly code: string; readonly retryable: boolean }): Facts => ({
  ...{ heardCode: code, retryable },
  hasCause: cause !== undefined,
});
