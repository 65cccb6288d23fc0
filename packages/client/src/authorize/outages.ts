import type { RequestKind } from '@playgate/protocol';
import type { Clock } from '../clock.ts';
import { onLapse } from './on-lapse.ts';
import { pauseMs } from '../keep/retry.ts';

/** What no picture waits for. */
const ASIDE: ReadonlySet<RequestKind | undefined> = new Set<RequestKind>([
  'track',
  'image',
  'steering',
  'timing',
  'api',
]);

interface Outage {
  /** How many probes got no answer. */
  readonly tries: number;
  /** `paused`: nothing goes out. · `due`: the next one may. · `probed`: it is out. */
  readonly stage: 'paused' | 'due' | 'probed';
  /** Undoes what the stage has set up. */
  readonly end: () => void;
}

/**
 * Kinds of request that get no answer at all. While that lasts, those of the kind go out one at a time, with pauses in between, so that
 * an engine which asks again at once does no harm.
 */
export class Outages {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #changed: () => void;
  readonly #outages = new Map<RequestKind | undefined, Outage>();

  /** @param changed Called when who may go on has changed. */
  constructor(clock: Clock, random: () => number, changed: () => void) {
    this.#clock = clock;
    this.#random = random;
    this.#changed = changed;
  }

  has(kind: RequestKind | undefined): boolean {
    return this.#outages.has(kind);
  }

  /** Whether the picture suffers. */
  get concernPicture(): boolean {
    return [...this.#outages.keys()].some((kind) => !ASIDE.has(kind));
  }

  /** A request got no answer. What went out before the pause began counts for nothing. */
  lost(kind: RequestKind | undefined): void {
    const outage = this.#outages.get(kind);
    if (outage && outage.stage !== 'probed') return;
    const tries = outage ? outage.tries + 1 : 0;
    const due = (): void => this.#move(kind, { tries, stage: 'due', end: () => {} });
    const end = this.#clock.after(pauseMs(tries, this.#random()), due);
    this.#move(kind, { tries, stage: 'paused', end });
  }

  /** A request was answered, well or not: the way is free. */
  answered(kind: RequestKind | undefined): void {
    this.#outages.get(kind)?.end();
    if (this.#outages.delete(kind)) this.#changed();
  }

  /** Whether a request that waited may go on: as the probe, or because the outage is over. */
  admits(kind: RequestKind | undefined, signal: AbortSignal | undefined): boolean {
    const outage = this.#outages.get(kind);
    if (outage?.stage !== 'due') return !outage;
    const end = onLapse(this.#clock, signal, () => this.#move(kind, outage));
    this.#outages.set(kind, { ...outage, stage: 'probed', end });
    return true;
  }

  /** The network or the page is back: the next probe need not wait. */
  wake(): void {
    for (const [kind, outage] of this.#outages)
      if (outage.stage === 'paused') this.#move(kind, { ...outage, stage: 'due', end: () => {} });
  }

  /** Forgets everything. */
  clear(): void {
    for (const { end } of this.#outages.values()) end();
    this.#outages.clear();
  }

  #move(kind: RequestKind | undefined, outage: Outage): void {
    this.#outages.get(kind)?.end();
    this.#outages.set(kind, outage);
    this.#changed();
  }
}
