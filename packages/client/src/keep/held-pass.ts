import type { PlaybackPass } from '@playgate/protocol';
import type { Clock } from '../clock.ts';
import { compileRules } from '../place/compile-rules.ts';
import type { CompiledRule } from '../place/compile-rules.ts';
import { Age } from './age.ts';
import type { Moment } from './elapsed.ts';
import { planRenewal } from './renewal.ts';
import type { RenewalPlan } from './renewal.ts';

/** A pass in hand. */
export class HeldPass {
  readonly pass: PlaybackPass;
  readonly rules: readonly CompiledRule[];
  /** 1 for the first of its keeper, and one more for each. */
  readonly generation: number;
  readonly #age: Age;
  readonly #plan: RenewalPlan;

  /**
   * @param born When it was asked for.
   * @throws {ProtocolError} `invalid_member`
   */
  constructor(
    pass: PlaybackPass,
    generation: number,
    { clock, born, random }: { clock: Clock; born: Moment; random: number },
  ) {
    this.pass = pass;
    this.rules = compileRules(pass.rules);
    this.generation = generation;
    this.#age = new Age(born, clock);
    this.#plan = planRenewal(pass.lifetimeMs, random);
  }

  /** Whether it has passed the time in which it is handed out. */
  get isOver(): boolean {
    const { windowMs } = this.#plan;
    // Clocks take longer to read than all else on the hot path.
    return windowMs < Infinity && this.#age.ms >= windowMs;
  }

  /** Milliseconds of life left, by now. */
  get remainingMs(): number {
    return (this.pass.lifetimeMs ?? Infinity) - this.#age.ms;
  }

  /** Milliseconds until it is to be renewed; `Infinity` if it lasts until it is refused, or opens something once. */
  get renewsInMs(): number {
    return this.pass.mode === 'renewable' ? this.#plan.renewAtMs - this.#age.ms : Infinity;
  }
}
