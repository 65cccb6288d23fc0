import type { PassRequest, PlaybackPass } from '@playgate/protocol';
import { clientError, isClientError } from './client-error.ts';
import type { ClientError } from './client-error.ts';
import type { ClientEvent } from './client-event.ts';
import type { Clock } from './clock.ts';
import { compileRules } from './compile-rules.ts';
import type { CompiledRule } from './compile-rules.ts';
import { elapsed, momentOf } from './elapsed.ts';
import type { Moment } from './elapsed.ts';
import { longTimer } from './long-timer.ts';
import { invalidResponse } from './pass-of.ts';
import type { AskContext } from './pass-source.ts';
import { planRenewal } from './renewal.ts';
import type { RenewalPlan } from './renewal.ts';
import { backoffMs, PARKED_CAP_MS } from './retry.ts';
import { isSamePass } from './same-pass.ts';

/** How many passes may be asked for because the one before was refused, within a minute and without any that was accepted. */
const MOST_FORCED = 3;
const FORCED_WITHIN_MS = 60_000;

/** Why a pass is asked for. */
export type AskReason = Extract<ClientEvent, { type: 'pass-asked' }>['reason'];

/** An event before its time and asset are put on. */
export type KeeperEvent = ClientEvent extends infer E
  ? E extends ClientEvent
    ? Omit<E, 'at' | 'asset'>
    : never
  : never;

/** A pass in hand. */
export interface HeldPass {
  readonly pass: PlaybackPass;
  readonly rules: readonly CompiledRule[];
  /** 1 for the first of its keeper, and one more for each. */
  readonly generation: number;
  /** When it was asked for. */
  readonly born: Moment;
  readonly plan: RenewalPlan;
}

/** Who follows a keeper. */
export interface PassWatcher {
  /** Whether it waits for a pass. */
  isWaiting(): boolean;
  /** What is held, or what is known of the next pass, has changed. With an error: no further try is made by itself. */
  changed(error?: ClientError): void;
  /** The pass that came opens once, and somebody else has it: follow this keeper instead. */
  moveTo(keeper: PassKeeper): void;
}

/** What keepers share. */
export interface KeeperContext {
  readonly clock: Clock;
  readonly random: () => number;
  readonly renewAhead: boolean;
  readonly timeoutMs: number;
  ask(request: PassRequest, context: AskContext): Promise<PlaybackPass>;
  emit(asset: string, event: KeeperEvent): void;
  /** A pass has come. */
  landed(keeper: PassKeeper, pass: PlaybackPass): void;
  /** Nobody follows this keeper any more. */
  released(keeper: PassKeeper): void;
}

interface Flight {
  readonly controller: AbortController;
  readonly born: Moment;
}

/** Keeps the pass for one request: asks once for everybody, renews ahead, retries, and hands out nothing that is over. */
export class PassKeeper {
  readonly request: PassRequest;
  /** Why the latest ask failed, until one succeeds. */
  error: ClientError | undefined;
  /** The generation of the latest pass; 0 before the first. */
  generation = 0;
  readonly #context: KeeperContext;
  readonly #watchers = new Set<PassWatcher>();
  /** How many asks failed in a row. */
  #failures = 0;
  #held: HeldPass | undefined;
  /** Passes up to this generation were refused. */
  #refused = 0;
  #forced: number[] = [];
  #answer: AskContext['answer'];
  #flight: Flight | undefined;
  #cancelTimeout = (): void => {};
  #cancelRenewal = (): void => {};
  #cancelRetry: (() => void) | undefined;
  /** When the next try is due, on the monotonic clock. */
  #retryDue = 0;
  /** The backend wants no ask before. */
  #notBefore = 0;

  constructor(request: PassRequest, context: KeeperContext) {
    this.request = request;
    this.#context = context;
  }

  get watched(): boolean {
    return this.#watchers.size > 0;
  }

  /** Whether asking has failed for long enough that a viewer who waits should know. */
  get isTroubled(): boolean {
    const { error } = this;
    return (
      error !== undefined &&
      (this.#failures > 2 || error.code === 'timeout' || error.retryAfterMs !== undefined)
    );
  }

  /** The pass that was received last, usable or not. */
  get held(): HeldPass | undefined {
    return this.#held;
  }

  /** The pass that may be handed out now. */
  usable(): HeldPass | undefined {
    const held = this.#held;
    if (!held || held.generation <= this.#refused) return undefined;
    return this.#context.renewAhead && this.isOver(held) ? undefined : held;
  }

  /** Whether a pass has passed the time in which it is handed out. */
  isOver(held: HeldPass): boolean {
    return elapsed(held.born, this.#context.clock) >= held.plan.windowMs;
  }

  /** Milliseconds a pass has left. */
  remainingMs({ pass, born }: HeldPass): number {
    return (pass.lifetimeMs ?? Infinity) - elapsed(born, this.#context.clock);
  }

  /** Follows the keeper; while anybody does, it renews ahead and never gives up. */
  watch(watcher: PassWatcher): () => void {
    this.#watchers.add(watcher);
    this.#planRenewal();
    return () => {
      if (!this.#watchers.delete(watcher) || this.watched) return;
      // A component that mounts, unmounts and mounts again within one task must not ask twice.
      this.#context.clock.after(0, () => {
        if (!this.watched) this.#abandon();
      });
    };
  }

  /** Makes sure that a pass is on its way. `now` cuts a pause between tries short, but for one that the backend asked for. */
  demand(reason: AskReason, now = false): void {
    if (this.#flight) return;
    const { clock, random } = this.#context;
    const pauseMs = this.#notBefore - clock.monotonic();
    if (pauseMs > 0) return this.#retryIn(pauseMs);
    if (this.#cancelRetry && !now)
      return this.#hasten(backoffMs(this.#failures - 1, random(), PARKED_CAP_MS));
    this.error = undefined;
    this.#failures = 0;
    this.#start(reason);
  }

  /** Renews if it is time to, and no timer did. */
  touch(): void {
    const held = this.usable();
    if (
      held &&
      this.#renewable(held) &&
      elapsed(held.born, this.#context.clock) >= held.plan.renewAtMs
    )
      this.demand('renewal');
  }

  /** The network or the page is back: what waits for a later try is tried now. */
  wake(): void {
    if (this.#cancelRetry) this.#hasten(0);
    else if (this.watched) this.touch();
  }

  /**
   * A media server refused a pass of that generation: it and those before it are handed out no more, and another is asked for.
   *
   * @returns `false` when too many were refused in a row.
   */
  invalidate(generation: number): boolean {
    if (generation < this.generation) return true;
    if (generation > this.#refused) {
      const now = this.#context.clock.monotonic();
      this.#refused = generation;
      this.#forced = this.#forced.filter((at) => now - at < FORCED_WITHIN_MS);
      if (this.#forced.push(now) > MOST_FORCED) return false;
    }
    this.demand('refusal');
    return true;
  }

  /** A media server accepted a pass of that generation. */
  accepted(generation: number): void {
    if (generation > this.#refused) this.#forced = [];
    this.touch();
  }

  /** Asks again at the viewer's wish, whatever came before. `discard`: also if a pass is held. */
  restart(discard: boolean): void {
    if (discard) this.#refused = this.generation;
    this.#forced = [];
    if (!this.usable()) this.demand('retry', true);
  }

  /** Holds what the viewer brought back, and asks with it. An ask that is under way without it no longer counts. */
  answer(answer: Readonly<Record<string, string>>): void {
    this.#answer = answer;
    this.#cancel();
    this.#start('answer');
  }

  /** Puts a pass in hand that came by another way. */
  prime(pass: PlaybackPass): void {
    const now = momentOf(this.#context.clock);
    const held = this.#hold(pass, { ...now, wall: Math.min(now.wall, pass.issuedAt ?? now.wall) });
    const usable = this.usable();
    if (usable && this.remainingMs(usable) >= this.remainingMs(held)) return;
    this.#cancel();
    this.#land(held, 0);
  }

  /** Forgets everything, in flight included. What comes later does not land. */
  drop(): void {
    this.#cancel();
    this.#cancelRenewal();
    this.#held = undefined;
    this.#answer = undefined;
    this.error = undefined;
    this.#failures = 0;
    this.#forced = [];
  }

  /** Tells those who follow. */
  tell(error?: ClientError): void {
    for (const watcher of [...this.#watchers])
      if (this.#watchers.has(watcher)) watcher.changed(error);
  }

  /** Those who follow, but for the first, move to keepers of their own. */
  split(create: () => PassKeeper): void {
    const [, ...others] = this.#watchers;
    for (const watcher of others) {
      this.#watchers.delete(watcher);
      watcher.moveTo(create());
    }
  }

  #start(reason: AskReason): void {
    const { clock, emit, timeoutMs } = this.#context;
    this.#cancel();
    const flight = { controller: new AbortController(), born: momentOf(clock) };
    this.#flight = flight;
    emit(this.request.asset, { type: 'pass-asked', reason });
    this.#cancelTimeout = clock.after(timeoutMs, () => {
      this.#fail(clientError('timeout', `No pass came within ${timeoutMs} ms.`));
      flight.controller.abort();
    });
    void this.#fly(flight, reason);
  }

  async #fly(flight: Flight, reason: AskReason): Promise<void> {
    let held: HeldPass;
    try {
      const pass = await this.#context.ask(this.request, {
        signal: flight.controller.signal,
        fresh:
          reason === 'reload' ||
          (this.#refused > 0 && this.#refused >= this.generation) ||
          this.error?.code === 'invalid_response',
        ...(this.#answer && { answer: this.#answer }),
      });
      // Signed out, superseded or timed out meanwhile: what comes now is nobody's.
      if (flight !== this.#flight) return;
      held = this.#hold(pass, flight.born);
      this.#check(held);
    } catch (cause) {
      if (flight === this.#flight) this.#fail(errorOf(cause));
      return;
    }
    this.#land(held, elapsed(flight.born, this.#context.clock));
  }

  #hold(pass: PlaybackPass, born: Moment): HeldPass {
    return {
      pass,
      rules: compileRules(pass.rules),
      generation: this.generation + 1,
      born,
      plan: planRenewal(pass.lifetimeMs, this.#context.random()),
    };
  }

  #check(held: HeldPass): void {
    if (this.#context.renewAhead && this.isOver(held))
      throw clientError('timeout', 'The pass came when its life was over already.');
    const before = this.#held;
    if (!before || !isSamePass(before.pass, held.pass)) return;
    const isNews =
      before.generation > this.#refused &&
      this.remainingMs(held) <= this.remainingMs(before) + 1000;
    if (!isNews)
      throw clientError(
        'invalid_response',
        'The pass endpoint answers the same pass again; something caches it.',
      );
  }

  #land(held: HeldPass, tookMs: number): void {
    const { lifetimeMs } = held.pass;
    this.#settle();
    this.error = undefined;
    this.#failures = 0;
    this.#held = held;
    this.generation = held.generation;
    this.#context.emit(this.request.asset, {
      type: 'pass-received',
      generation: held.generation,
      ...(lifetimeMs !== undefined && { lifetimeMs }),
      tookMs,
    });
    this.#planRenewal();
    this.#context.landed(this, held.pass);
    this.tell();
  }

  #fail(error: ClientError): void {
    const repeated = this.error?.code === 'invalid_response';
    this.#settle();
    this.error = error;
    this.#failures += 1;
    this.#notBefore = this.#context.clock.monotonic() + (error.retryAfterMs ?? 0);
    if (error.action === 'interact') this.#answer = undefined;
    const invalid = error.code === 'invalid_response';
    const slowly = invalid && repeated && this.usable() !== undefined;
    const again = error.retryable || (invalid && !repeated) || slowly;
    const nextTryMs = again && this.watched ? this.#backoff(slowly) : undefined;
    if (nextTryMs !== undefined) this.#retryIn(nextTryMs);
    this.#context.emit(this.request.asset, {
      type: 'pass-failed',
      code: error.code,
      ...(nextTryMs !== undefined && { nextTryMs }),
    });
    this.tell(again ? undefined : error);
  }

  #backoff(slowly: boolean): number {
    const waiting = [...this.#watchers].some((watcher) => watcher.isWaiting());
    const tries = slowly ? Infinity : this.#failures - 1;
    const delayMs = backoffMs(tries, this.#context.random(), waiting ? PARKED_CAP_MS : undefined);
    return delayMs + (this.error?.retryAfterMs ?? 0);
  }

  #retryIn(delayMs: number): void {
    const { clock } = this.#context;
    this.#cancelRetry?.();
    this.#retryDue = clock.monotonic() + delayMs;
    this.#cancelRetry = clock.after(delayMs, () => this.#start('retry'));
  }

  /** The next try comes within that time, unless the backend asked for a longer pause. */
  #hasten(withinMs: number): void {
    const now = this.#context.clock.monotonic();
    const due = Math.max(now + withinMs, this.#notBefore);
    if (due < this.#retryDue) this.#retryIn(due - now);
  }

  #planRenewal(): void {
    this.#cancelRenewal();
    const held = this.#held;
    if (!held || !this.watched || !this.#renewable(held)) return;
    const { clock } = this.#context;
    const delayMs = held.plan.renewAtMs - elapsed(held.born, clock);
    this.#cancelRenewal = longTimer(clock, delayMs, () => this.demand('renewal'));
  }

  #renewable({ pass, plan }: HeldPass): boolean {
    return this.#context.renewAhead && pass.mode === 'renewable' && plan.renewAtMs < Infinity;
  }

  #abandon(): void {
    this.#cancel();
    this.#cancelRenewal();
    this.#context.released(this);
  }

  /** The flight, if there was one, is over. */
  #settle(): void {
    this.#flight = undefined;
    this.#cancelTimeout();
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
  }

  #cancel(): void {
    const flight = this.#flight;
    this.#settle();
    flight?.controller.abort();
  }
}

function errorOf(cause: unknown): ClientError {
  if (isClientError(cause)) return cause;
  if (cause instanceof Error && cause.name === 'ProtocolError') return invalidResponse(cause);
  return cause instanceof TypeError
    ? clientError('network', 'The pass endpoint cannot be reached.', { cause })
    : clientError('server_error', 'The source of passes failed.', { cause });
}
