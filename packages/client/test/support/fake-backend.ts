import type { PassRequest, PlaybackPass } from '@playgate/protocol';
import type { AskContext, BareToken, PassSource } from '../../src/ask/pass-source.ts';
import { makePass } from './make-pass.ts';

/** One ask, as the backend saw it. */
export interface Ask {
  readonly n: number;
  readonly request: PassRequest;
  readonly context: AskContext;
}

type Answer = PlaybackPass | BareToken | Promise<PlaybackPass | BareToken>;

/** A backend whose answers are scripted. By default every ask brings a new pass of 60 s. */
export class FakeBackend {
  readonly asks: Ask[] = [];
  mostInFlight = 0;
  /** Those that are under way and still wanted. */
  readonly #open = new Set<Ask>();
  answer: (ask: Ask) => Answer;

  constructor(answer: (ask: Ask) => Answer = ({ n }) => makePass(`t${n}`)) {
    this.answer = answer;
  }

  get count(): number {
    return this.asks.length;
  }

  readonly source: PassSource = async (request, context) => {
    const ask = { n: this.asks.length + 1, request, context };
    this.asks.push(ask);
    this.#open.add(ask);
    const wanted = [...this.#open].filter(({ context: { signal } }) => !signal.aborted);
    this.mostInFlight = Math.max(this.mostInFlight, wanted.length);
    try {
      return await this.answer(ask);
    } finally {
      this.#open.delete(ask);
    }
  };
}

/** An answer that is given later. */
export interface Later<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

export function later<T>(): Later<T> {
  let resolve: Later<T>['resolve'] = () => {};
  let reject: Later<T>['reject'] = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
