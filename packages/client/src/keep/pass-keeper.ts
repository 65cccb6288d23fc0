import type { PassRequest, PlaybackPass } from '@playgate/protocol';
import { checkArrival } from './check-arrival.ts';
import { askError, clientError } from '../client-error.ts';
import type { ClientError } from '../client-error.ts';
import { momentOf } from './elapsed.ts';
import type { Moment } from './elapsed.ts';
import { Flight } from './flight.ts';
import { HeldPass } from './held-pass.ts';
import type { AskReason, KeeperContext } from './keeper-context.ts';
import { longTimer } from './long-timer.ts';
import type { AskContext } from '../ask/pass-source.ts';
import { PassWatchers } from './pass-watchers.ts';
import type { PassWatcher } from './pass-watchers.ts';
import { RefusalBrake } from './refusal-brake.ts';
import { backoffMs, isTrouble, PARKED_CAP_MS } from '../retry.ts';
import { RetryTimer } from './retry-timer.ts';

/** Keeps the pass for one request: asks once for everybody, renews ahead, retries, and hands out nothing that is over. */
export class PassKeeper {
  readonly request: PassRequest;
  /** The pass that was received last, usable or not. */
  held: HeldPass | undefined;
  /** Its generation; 0 before the first. */
  generation = 0;
  /** Why the latest ask failed, until one succeeds. */
  error: ClientError | undefined;
  readonly watchers: PassWatchers<PassKeeper> = new PassWatchers();
  readonly #context: KeeperContext<PassKeeper>;
  readonly #brake = new RefusalBrake();
  readonly #retry: RetryTimer;
  #failures = 0;
  /** Passes up to this generation were refused. */
  #refused = 0;
  #answer: AskContext['answer'];
  #flight: Flight | undefined;
  #cancelRenewal = (): void => {};

  constructor(request: PassRequest, context: KeeperContext<PassKeeper>) {
    this.request = request;
    this.#context = context;
    this.#retry = new RetryTimer(context.clock, () => this.#start('retry'));
  }

  /** Whether it still knows something when nobody follows it: a pass, or a pause that the backend wants. */
  get isWorthKeeping(): boolean {
    return this.usable() !== undefined || this.#retry.pauseMs > 0;
  }

  /** Whether asking has failed for long enough that a viewer who waits should know. */
  get isTroubled(): boolean {
    return this.error !== undefined && isTrouble(this.error, this.#failures);
  }

  /** The pass that may be handed out now. Without renewal ahead that is any pass which was not refused. */
  usable(): HeldPass | undefined {
    const { held } = this;
    if (!held || held.generation <= this.#refused) return undefined;
    return this.#context.renewAhead && held.isOver ? undefined : held;
  }

  /** Follows the keeper; while anybody does, it renews ahead and never gives up. */
  watch(watcher: PassWatcher<PassKeeper>): () => void {
    this.watchers.add(watcher);
    this.#planRenewal();
    return () => {
      if (!this.watchers.delete(watcher)) return;
      // A component that mounts, unmounts and mounts again within one task must not ask twice.
      this.#context.clock.after(0, () => {
        if (this.watchers.size > 0) return;
        this.#cancel();
        this.#cancelRenewal();
        this.#context.released(this);
      });
    };
  }

  /** Makes sure that a pass is on its way. `now` cuts a pause between tries short, but for one that the backend wants. */
  demand(reason: AskReason, now = false): void {
    if (this.#flight) return;
    if (this.#retry.isSet && !now) return this.#retry.hasten(PARKED_CAP_MS);
    const { pauseMs } = this.#retry;
    if (pauseMs > 0) return this.#retry.set(pauseMs);
    this.error = undefined;
    this.#failures = 0;
    this.#start(reason);
  }

  /** Renews if it is time to, and no timer did. What failed is left to its next try, if there is one: the pass is good still. */
  touch(): void {
    const { held } = this;
    const isOurs = held && this.#context.renewAhead && held.generation > this.#refused;
    const isFutile = this.#retry.isSet || this.error?.retryable === false;
    if (isOurs && !isFutile && held.renewsInMs <= 0) this.#renew();
  }

  #renew(): void {
    if (!this.watchers.areStopped) this.demand('renewal');
  }

  /** The network or the page is back: what waits for a later try is tried now. */
  wake(): void {
    if (this.#retry.isSet) this.#retry.hasten(0);
    else if (this.watchers.size > 0) this.touch();
    this.watchers.wake();
  }

  /**
   * A media server refused a pass of that generation: it and those before it are handed out no more, and another is asked for.
   *
   * @returns `false` when too many were refused in a row; then none is asked for.
   */
  invalidate(generation: number): boolean {
    if (generation < this.generation) return true;
    if (generation > this.#refused) {
      if (!this.#brake.count(this.#context.clock.monotonic())) return false;
      this.#refused = generation;
    }
    this.demand('refusal');
    return true;
  }

  /** A media server accepted a pass of that generation. */
  accepted(generation: number): void {
    if (generation > this.#refused) this.#brake.reset();
    this.touch();
  }

  /** Asks again at the viewer's wish, whatever came before. `discard`: also if a pass is held, and without an answer that led to it. */
  restart(discard: boolean): void {
    if (discard) [this.#refused, this.#answer] = [this.generation, undefined];
    this.#brake.reset();
    return this.usable() ? this.wake() : this.demand('retry', true);
  }

  /** Holds what the viewer brought back, and asks with it. An ask that is under way without it no longer counts. */
  answer(answer: Readonly<Record<string, string>>): void {
    this.#answer = answer;
    this.#start('answer');
  }

  /** Puts a pass in hand that came by another way, unless what is held lasts longer. */
  prime(pass: PlaybackPass): void {
    const held = this.#hold(pass, momentOf(this.#context.clock, pass.issuedAt));
    if ((this.usable()?.remainingMs ?? 0) >= held.remainingMs) return;
    this.#cancel();
    this.#land(held, 0);
  }

  /** Forgets everything, in flight included. What comes later does not land. */
  drop(): void {
    this.#cancel();
    this.#cancelRenewal();
    this.held = undefined;
    this.error = undefined;
    this.#answer = undefined;
    this.#brake.reset();
  }

  #start(reason: AskReason): void {
    const { clock, emit, timeoutMs } = this.#context;
    this.#cancel();
    const flight = new Flight(clock, timeoutMs, () =>
      this.#fail(clientError('timeout', `No pass came within ${timeoutMs} ms.`)),
    );
    const wasRefused = this.#refused > 0 && this.generation <= this.#refused;
    const fresh = wasRefused || reason === 'reload' || this.error?.code === 'invalid_response';
    this.#flight = flight;
    emit(this.request.asset, { type: 'pass-asked', reason });
    void this.#fly(flight, fresh);
  }

  async #fly(flight: Flight, fresh: boolean): Promise<void> {
    const { ask, renewAhead } = this.#context;
    // Signed out, superseded or timed out meanwhile: what comes then is nobody's.
    const isCurrent = (): boolean => flight === this.#flight;
    let held: HeldPass;
    try {
      const answer = this.#answer && { answer: this.#answer };
      const pass = await ask(this.request, { signal: flight.signal, fresh, ...answer });
      if (!isCurrent()) return;
      held = this.#hold(pass, flight.born);
      if (renewAhead && held.isOver)
        throw clientError('timeout', 'The pass was over when it came.');
      checkArrival(held, this.held, this.generation <= this.#refused);
    } catch (cause) {
      if (isCurrent()) this.#fail(askError(cause));
      return;
    }
    this.#land(held, flight.tookMs);
  }

  #hold(pass: PlaybackPass, born: Moment): HeldPass {
    const { clock, random } = this.#context;
    return new HeldPass(pass, this.generation + 1, { clock, born, random: random() });
  }

  #land(held: HeldPass, tookMs: number): void {
    const { pass, generation } = held;
    this.#settle();
    this.error = undefined;
    this.held = held;
    this.generation = generation;
    this.#context.emit(this.request.asset, {
      type: 'pass-received',
      generation,
      lifetimeMs: pass.lifetimeMs,
      tookMs,
    });
    this.#planRenewal();
    this.#context.landed(this, pass);
    this.watchers.tell();
  }

  #fail(error: ClientError): void {
    const isInvalid = error.code === 'invalid_response';
    const isRepeated = isInvalid && this.error?.code === 'invalid_response';
    this.#settle();
    this.error = error;
    this.#failures = isRepeated ? Infinity : this.#failures + 1;
    this.#retry.pauseMs = error.retryAfterMs ?? 0;
    if (error.action === 'interact') this.#answer = undefined;
    const again = error.retryable || (isInvalid && !(isRepeated && !this.usable()));
    const capMs = this.watchers.areWaiting ? PARKED_CAP_MS : undefined;
    const backoff = backoffMs(this.#failures - 1, this.#context.random(), capMs);
    const nextTryMs = again && this.watchers.areActive ? backoff + this.#retry.pauseMs : undefined;
    if (nextTryMs !== undefined) this.#retry.set(nextTryMs);
    this.#context.emit(this.request.asset, { type: 'pass-failed', code: error.code, nextTryMs });
    this.watchers.tell(again ? undefined : error);
  }

  #planRenewal(): void {
    this.#cancelRenewal();
    const { held } = this;
    const { clock, renewAhead } = this.#context;
    if (held && renewAhead && this.watchers.size > 0 && held.renewsInMs < Infinity)
      this.#cancelRenewal = longTimer(clock, held.renewsInMs, () => this.#renew());
  }

  /** The flight, if there was one, is over. */
  #settle(): void {
    this.#flight?.end();
    this.#flight = undefined;
    this.#retry.clear();
  }

  #cancel(): void {
    this.#flight?.abort();
    this.#settle();
  }
}
