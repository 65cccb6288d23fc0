import type { AuthorizedRequest } from '../authorizer.ts';
import type { Clock } from '../clock.ts';
import { onLapse } from './on-lapse.ts';

interface Probe {
  readonly url: string;
  readonly end: () => void;
  refusals: number;
}

/**
 * Keeps a pass that is always refused from being refused many times: after a refusal, one of the refused requests probes the fresh
 * pass while the others wait for how it fares.
 */
export class Breaker {
  readonly #clock: Clock;
  readonly #changed: () => void;
  /** The generation whose refusal opened the trial. */
  #after: number | undefined;
  #probe: Probe | undefined;
  #candidates = 0;

  /** @param changed Called when who may go on has changed. */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Whether a fresh pass is on trial. */
  get isOpen(): boolean {
    return this.#after !== undefined;
  }

  /** Whether a URL is the one that probes. */
  isProbing(url: string | undefined): boolean {
    return this.#probe !== undefined && this.#probe.url === url;
  }

  /** Whether a request is the probe: of its URL, and with a pass that is fresh. */
  isProbe({ original, generation }: AuthorizedRequest): boolean {
    return this.isProbing(original) && generation > (this.#after ?? Infinity);
  }

  /** A request was refused with that generation and wants to probe the next. Every `enter` needs a `leave`. */
  enter(generation: number): void {
    this.#after ??= generation;
    this.#candidates += 1;
  }

  leave(): void {
    this.#candidates -= 1;
    if (!this.#probe && this.#candidates === 0) this.close();
  }

  /**
   * Whether a request that entered may go on: as the probe, or because the trial is over.
   *
   * @param generation Of the pass that is usable now; 0 without one.
   */
  admits(url: string, generation: number, signal: AbortSignal | undefined): boolean {
    if (this.#after === undefined) return generation > 0;
    if (this.#probe || generation <= this.#after) return false;
    const end = onLapse(this.#clock, signal, () => this.#handOver());
    this.#probe = { url, end, refusals: 0 };
    return true;
  }

  /** The probe was refused. Says how often so far. */
  countRefusal(): number {
    return this.#probe ? ++this.#probe.refusals : 0;
  }

  /** A redirect led the probe elsewhere. */
  follow(url: string): void {
    if (this.#probe) this.#probe = { ...this.#probe, url };
  }

  /** A request has found its end. If it was the probe, the trial is over. */
  settle(request: AuthorizedRequest): void {
    if (this.isProbe(request)) this.close();
  }

  /** The trial is over. */
  close(): void {
    this.#probe?.end();
    this.#probe = undefined;
    if (this.#after === undefined) return;
    this.#after = undefined;
    this.#changed();
  }

  #handOver(): void {
    this.#probe?.end();
    this.#probe = undefined;
    if (this.#candidates === 0) this.close();
    else this.#changed();
  }
}
