import type { Clock } from '@playgate/client';
import { epochMs } from '@playgate/protocol';
import type { EpochMs } from '@playgate/protocol';
import type { SimulatedTime } from './simulated-time.ts';

const START = Date.UTC(2026, 0, 1);
/** Out of sight, timers fire once a second, and without a sound once a minute after five minutes, as in Chromium. */
const HIDDEN_STEP_MS = 1000;
const LONG_HIDDEN_STEP_MS = 60_000;
const LONG_HIDDEN_MS = 5 * 60_000;

interface Timer {
  readonly call: () => void;
  cancel: () => void;
  isLate: boolean;
}

/** What a page knows of the time: a wall clock that is wrong, a counter that stands still while the machine sleeps, and throttled timers. */
export class PageClock implements Clock {
  readonly #time: SimulatedTime;
  readonly #skewMs: number;
  readonly #timers = new Set<Timer>();
  #hidden: { readonly since: number; readonly sound: 'audible' | 'silent' } | undefined;

  /** @param skewMs How far the wall clock is ahead. */
  constructor(time: SimulatedTime, skewMs: number) {
    this.#time = time;
    this.#skewMs = skewMs;
  }

  /** How many timers are set. */
  get timers(): number {
    return this.#timers.size;
  }

  now(): EpochMs {
    return epochMs(Math.round(START + this.#skewMs + this.#time.world));
  }

  monotonic(): number {
    return this.#time.awake;
  }

  after(delayMs: number, call: () => void): () => void {
    const timer: Timer = { call, cancel: () => {}, isLate: false };
    this.#timers.add(timer);
    timer.cancel = this.#time.after(delayMs, () => this.#fire(timer));
    return () => {
      this.#timers.delete(timer);
      timer.cancel();
    };
  }

  hide(sound: 'audible' | 'silent'): void {
    this.#hidden = { since: this.#time.awake, sound };
  }

  /** What was held back fires at once. */
  show(): void {
    this.#hidden = undefined;
    for (const timer of [...this.#timers]) {
      if (!timer.isLate) continue;
      timer.cancel();
      timer.cancel = this.#time.after(0, () => this.#fire(timer));
    }
  }

  #fire(timer: Timer): void {
    const lateMs = timer.isLate ? 0 : this.#lateMs();
    timer.isLate = lateMs > 0;
    if (timer.isLate) {
      timer.cancel = this.#time.after(lateMs, () => this.#fire(timer));
      return;
    }
    this.#timers.delete(timer);
    timer.call();
  }

  #lateMs(): number {
    if (this.#hidden === undefined) return 0;
    const { awake } = this.#time;
    const { since, sound } = this.#hidden;
    const isLong = sound === 'silent' && awake - since >= LONG_HIDDEN_MS;
    const step = isLong ? LONG_HIDDEN_STEP_MS : HIDDEN_STEP_MS;
    return Math.ceil(awake / step) * step - awake;
  }
}
