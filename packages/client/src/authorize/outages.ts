import type { RequestKind } from '@playgate/protocol';
import type { Clock } from '../clock.ts';
import { onLapse } from './on-lapse.ts';
import { pauseMs } from '../retry.ts';

/** What no picture waits for. */
const ASIDE: ReadonlySet<RequestKind | undefined> = new Set<RequestKind>([
  'track',
  'image',
  'steering',
  'timing',
  'api',
]);

/** What is of no use without others. Those are asked for first. */
const NEEDS: ReadonlyMap<RequestKind | undefined, readonly RequestKind[]> = new Map([
  ['segment', ['key', 'init']],
]);

interface Outage {
  /** How many probes got no answer. */
  readonly tries: number;
  /**
   * `paused`: nothing goes out. · `resting`: the same, at the server's wish. · `offered`: one of those that wait may go. · `due`: none
   * waits, the next may go. · `probed`: it is out.
   */
  readonly stage: 'paused' | 'resting' | 'offered' | 'due' | 'probed';
  /** Undoes what the stage has set up. */
  readonly end: () => void;
}

/**
 * Kinds of request that get no answer, or none that is of use now. While that lasts, those of the kind go out one at a time, with pauses in between, so that
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

  /** Whether requests of a kind may go out, as far as this goes. */
  isFree(kind: RequestKind | undefined): boolean {
    return !this.has(kind) && !this.#lacks(kind);
  }

  /**
   * A request got no answer, or none that is of use. What went out before the pause began counts for nothing.
   *
   * @param atLeastMs The pause that the server wants.
   */
  lost(kind: RequestKind | undefined, atLeastMs: number = 0): void {
    const outage = this.#outages.get(kind);
    if (outage && outage.stage !== 'probed') return;
    const tries = outage ? outage.tries + 1 : 0;
    const ms = Math.max(pauseMs(tries, this.#random()), atLeastMs);
    const end = this.#clock.after(ms, () => this.#offer(kind, tries));
    this.#move(kind, { tries, stage: atLeastMs > 0 ? 'resting' : 'paused', end });
  }

  /** A request was answered, well or not: the way is free, also for what nobody asks for any more. */
  answered(kind: RequestKind | undefined): void {
    const over = [...this.#outages].filter(([one, { stage }]) => one === kind || stage === 'due');
    for (const [one, { end }] of over) {
      end();
      this.#outages.delete(one);
    }
    if (over.length > 0) this.#changed();
  }

  /** Whether a request that waited may go on: as the probe, or because the outage is over. */
  admits(kind: RequestKind | undefined, signal: AbortSignal | undefined): boolean {
    const outage = this.#outages.get(kind);
    if (this.#lacks(kind)) return false;
    if (outage?.stage !== 'due' && outage?.stage !== 'offered') return !outage;
    const end = onLapse(this.#clock, signal, () => this.#offer(kind, outage.tries));
    this.#outages.set(kind, { ...outage, stage: 'probed', end });
    return true;
  }

  /** The network or the page is back: the next probe need not wait. */
  wake(): void {
    for (const [kind, { stage, tries }] of this.#outages)
      if (stage === 'paused') this.#offer(kind, tries);
  }

  /** Forgets everything. */
  clear(): void {
    for (const { end } of this.#outages.values()) end();
    this.#outages.clear();
  }

  /** Whether others have to be answered first. Those that nobody asks for any more are not waited for. */
  #lacks(kind: RequestKind | undefined): boolean {
    const isMissing = (needed: RequestKind): boolean =>
      (this.#outages.get(needed)?.stage ?? 'due') !== 'due';
    return NEEDS.get(kind)?.some(isMissing) ?? false;
  }

  #offer(kind: RequestKind | undefined, tries: number): void {
    const end = (): void => {};
    this.#move(kind, { tries, stage: 'offered', end });
    // Others that wait for an answer of this kind look again only now.
    if (this.#outages.get(kind)?.stage === 'offered')
      this.#move(kind, { tries, stage: 'due', end });
  }

  #move(kind: RequestKind | undefined, outage: Outage): void {
    this.#outages.get(kind)?.end();
    this.#outages.set(kind, outage);
    this.#changed();
  }
}
