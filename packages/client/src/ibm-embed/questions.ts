import { ClientError } from '@playgate/client';
import type { Clock } from '@playgate/client';

interface Question {
  readonly name: string;
  resolve(value: unknown): void;
  reject(error: ClientError): void;
}

/** What was asked of somebody who may never answer. */
export class Questions {
  readonly #open = new Set<Question>();
  readonly #clock: Clock;
  #end: ClientError | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws {ClientError} `timeout`, `aborted`; whatever `end` says. */
  ask(name: string, timeoutMs: number, signal?: AbortSignal): Promise<unknown> {
    if (this.#end !== undefined) return Promise.reject(this.#end);
    if (signal?.aborted) return Promise.reject(abortedBy(signal));
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#open.delete(question);
        stopClock();
        signal?.removeEventListener('abort', abort);
      };
      const question: Question = {
        name,
        resolve: (value) => (settle(), resolve(value)),
        reject: (error) => (settle(), reject(error)),
      };
      const abort = (): void => question.reject(abortedBy(signal));
      const stopClock = this.#clock.after(timeoutMs, () =>
        question.reject(
          new ClientError('timeout', `The player does not answer ${name}. Try again later.`),
        ),
      );
      signal?.addEventListener('abort', abort);
      this.#open.add(question);
    });
  }

  /** Everybody who asked this hears it. */
  answer(name: string, value: unknown): void {
    for (const question of [...this.#open]) if (question.name === name) question.resolve(value);
  }

  /** There will be no answers any more. */
  end(error: ClientError): void {
    this.#end = error;
    for (const question of [...this.#open]) question.reject(error);
  }
}

function abortedBy(signal: AbortSignal | undefined): ClientError {
  const details = { cause: signal?.reason };
  return new ClientError('aborted', 'The caller aborted. Ask again if it is wanted.', details);
}
