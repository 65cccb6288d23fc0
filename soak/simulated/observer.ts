import type { AuthorizerPhase, ClientEvent } from '@playgate/client';
import type { Protection } from '@playgate/client/adapter';
import type { EdgeCounts } from './model-edge.ts';
import type { ModelNetwork } from './model-network.ts';
import type { ModelSession } from './model-session.ts';
import type { PageClock } from './page-clock.ts';
import type { PageEvents } from './page-events.ts';
import type { ProtectedModel } from './protect-model.ts';
import { Recorder } from './recorder.ts';
import type { Remainder, Run, RunOptions, Visible } from './run.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** What is observed. */
export interface ObserverParts {
  readonly time: SimulatedTime;
  readonly clock: PageClock;
  readonly page: PageEvents;
  readonly session: ModelSession;
  readonly options: RunOptions;
}

const LOOK_MS = 1000;
/** One reading of the buffer in so many looks. */
const LOOKS = 10;
const QUARTER_MS = 900_000;
/** A picture that stops so soon after a network came back, or after a jump, lacks what there was no time to load. */
const EXCUSED_MS = 20_000;
const CAPACITY = 50_000;
const FINAL: readonly AuthorizerPhase[] = ['denied', 'unsupported', 'signed-out', 'locked'];

/** Watches a run, and says in the end what became of it. */
export class Observer {
  readonly #parts: ObserverParts;
  readonly #mintFaults = new Recorder(CAPACITY);
  readonly #mediaFaults = new Recorder(CAPACITY);
  readonly #buffer = new Recorder(CAPACITY);
  readonly #passes = new Recorder(CAPACITY);
  readonly #acts = new Recorder(CAPACITY);
  readonly #stalls = new Recorder(CAPACITY);
  readonly #asks: Record<string, number> = {};
  readonly #errors: Visible[] = [];
  readonly #remainders: Remainder[] = [];
  #parked = 0;
  #looks = 0;
  #unexplained = 0;
  #isStalled = false;
  #leastTimers = Infinity;
  #mostListeners = 0;
  #endedAt = Infinity;

  constructor(parts: ObserverParts) {
    this.#parts = parts;
  }

  readonly mintStruck = (fault: string): void => this.#mintFaults.add(fault, this.#seconds);
  readonly mediaStruck = (fault: string): void => this.#mediaFaults.add(fault, this.#seconds);

  follow({ engine, protection }: ProtectedModel, network: ModelNetwork): void {
    protection.state.subscribe(() => this.#changed(protection));
    const look = (): void => {
      if (this.#endedAt < Infinity) return;
      this.#parts.time.after(LOOK_MS, look);
      this.#look(engine, network);
    };
    look();
  }

  heard(event: ClientEvent): void {
    if (event.type === 'pass-asked') this.#asks[event.reason] = (this.#asks[event.reason] ?? 0) + 1;
    if (event.type === 'request-parked' && this.#passes.size > 0) this.#parked += 1;
    if (event.type !== 'pass-received') return;
    this.#passes.close('pass', this.#seconds);
    this.#passes.add('pass', this.#seconds, Infinity);
  }

  began(act: string): void {
    this.#acts.add(act, this.#seconds, Infinity);
  }

  ended(act: string): void {
    this.#acts.close(act, this.#seconds);
  }

  /** Everything is disposed of. */
  end(): void {
    this.#endedAt = this.#seconds;
  }

  report(edge: EdgeCounts): Run {
    const { options, clock, page, session } = this.#parts;
    const { seed, hours, passSeconds = 300 } = options;
    const stalls = this.#stalls.spans(this.#endedAt);
    const acts: Record<string, number> = {};
    for (const { what } of this.#acts.marks()) acts[what] = (acts[what] ?? 0) + 1;
    return {
      ...{ seed, hours, passSeconds, edge, acts },
      passes: this.#passes.size,
      asks: this.#asks,
      faults: { mint: this.#mintFaults.size, media: this.#mediaFaults.size },
      errors: this.#errors,
      parked: this.#parked,
      stalled: stalls.reduce((sum, { from, to }) => sum + to - from, 0),
      unexplained: this.#unexplained,
      remainders: this.#remainders,
      left: { timers: clock.timers, listeners: page.listeners + session.listeners },
      timeline: {
        seconds: this.#endedAt,
        buffer: this.#buffer.pairs(),
        passes: this.#passes.spans(this.#endedAt),
        mintFaults: this.#mintFaults.marks(),
        mediaFaults: this.#mediaFaults.marks(),
        acts: this.#acts.spans(this.#endedAt),
        stalls,
      },
    };
  }

  get #seconds(): number {
    return this.#parts.time.world / 1000;
  }

  #changed({ state }: Protection): void {
    const { phase, error } = state.get();
    if (!FINAL.includes(phase)) return;
    // A viewer who is followed by another one at once has not seen it.
    this.#parts.time.after(0, () => {
      if (state.get().phase !== phase || this.#endedAt < Infinity) return;
      this.#errors.push({ at: this.#seconds, phase, code: error?.code });
    });
  }

  #look(engine: ProtectedModel['engine'], network: ModelNetwork): void {
    const { time, clock, page, session } = this.#parts;
    if (this.#looks++ % LOOKS === 0) this.#buffer.add('', this.#seconds, engine.ahead);
    if (engine.isStalled && !this.#isStalled) {
      this.#stalls.add('', this.#seconds, Infinity);
      const since = Math.max(network.backSince, engine.jumpedAt);
      const isExcused = !network.isOnline || time.world - since < EXCUSED_MS;
      if (!isExcused) this.#unexplained += 1;
    }
    if (!engine.isStalled && this.#isStalled) this.#stalls.close('', this.#seconds);
    this.#isStalled = engine.isStalled;
    if (engine.hasFailed && !this.#errors.some(({ phase }) => phase === 'engine'))
      this.#errors.push({ at: this.#seconds, phase: 'engine', code: undefined });
    this.#leastTimers = Math.min(this.#leastTimers, clock.timers);
    this.#mostListeners = Math.max(this.#mostListeners, page.listeners + session.listeners);
    if (time.world >= (this.#remainders.length + 1) * QUARTER_MS) this.#remain();
  }

  #remain(): void {
    const { collect } = this.#parts.options;
    collect?.();
    this.#remainders.push({
      at: this.#seconds,
      heap: collect === undefined ? undefined : process.memoryUsage().heapUsed,
      timers: this.#leastTimers,
      listeners: this.#mostListeners,
    });
    this.#leastTimers = Infinity;
    this.#mostListeners = 0;
  }
}
