import type { PassRequest, PlaybackPass, PlaybackSource, RequestKind } from '@playgate/protocol';
import type { AuthorizerPhase, AuthorizerState, PlayerAbilities } from '../authorizer.ts';
import { Breaker } from './breaker.ts';
import { clientError } from '../client-error.ts';
import type { ClientError } from '../client-error.ts';
import type { Clock } from '../clock.ts';
import { NO_HEADERS } from '../place/compile-rules.ts';
import { findRule } from '../place/find-rule.ts';
import type { FoundRule } from '../place/find-rule.ts';
import type { HeldPass } from '../keep/held-pass.ts';
import type { KeeperEvent } from '../keep/keeper-context.ts';
import { createObservable } from '../observable.ts';
import type { WritableObservable } from '../observable.ts';
import { Outages } from './outages.ts';
import { ParkingLot } from './parking-lot.ts';
import type { PassKeeper } from '../keep/pass-keeper.ts';
import type { PassWatcher } from '../keep/pass-watchers.ts';
import { stopOf } from './stop.ts';
import type { Stop } from './stop.ts';
import { unplaceable } from './unplaceable.ts';

/** What a playback needs of its client. */
export interface PlaybackContext {
  readonly clock: Clock;
  readonly random: () => number;
  emit(asset: string, event: KeeperEvent): void;
}

/** One playback: which keeper it follows, who waits in it, why it is stopped, and what a viewer should know of that. */
export class Playback implements PassWatcher<PassKeeper> {
  readonly request: PassRequest;
  readonly clock: Clock;
  readonly random: () => number;
  readonly emit: (event: KeeperEvent) => void;
  readonly state: WritableObservable<AuthorizerState> = createObservable<AuthorizerState>({
    phase: 'idle',
  });
  readonly pass: WritableObservable<PlaybackPass | undefined> = createObservable<
    PlaybackPass | undefined
  >(undefined);
  readonly breaker: Breaker;
  readonly outages: Outages;
  keeper: PassKeeper;
  /** How many callers wait for another source. */
  reloads = 0;
  readonly #lot = new ParkingLot();
  #unwatch: () => void;
  #source: PlaybackSource | undefined;
  /** Why no request goes out. */
  #stop: Stop | undefined;
  #abilities: PlayerAbilities = { headers: true };
  /** Whether a pass is wanted even if no request waits for it. */
  #isWanted = false;
  /** Kept when the pass is dropped: they know names of parameters only. */
  #cleaners: readonly ((url: string) => string)[] = [];

  constructor(keeper: PassKeeper, { clock, random, emit }: PlaybackContext) {
    this.request = keeper.request;
    this.clock = clock;
    this.random = random;
    this.emit = (event) => emit(this.request.asset, event);
    this.breaker = new Breaker(clock, () => this.update());
    this.outages = new Outages(clock, random, () => this.update());
    this.keeper = keeper;
    this.#unwatch = keeper.watch(this);
    this.changed();
  }

  /** Why it is stopped, `locked` included. */
  get stop(): Stop | undefined {
    return this.#stop;
  }

  /** Why everything ends here, if it does. */
  get end(): ClientError | undefined {
    return this.#stop?.phase === 'locked' ? undefined : this.#stop?.error;
  }

  get source(): PlaybackSource | undefined {
    return this.#source;
  }

  /** The pass that requests carry now. */
  usable(): HeldPass | undefined {
    return this.#stop ? undefined : this.keeper.usable();
  }

  /** Its generation; 0 without one. */
  get usableGeneration(): number {
    return this.usable()?.generation ?? 0;
  }

  find(url: string, kind: RequestKind | undefined): FoundRule | undefined {
    const { held } = this.keeper;
    return held && findRule(held.rules, url, kind);
  }

  clean(url: string): string {
    return this.#cleaners.reduce((cleaned, clean) => clean(cleaned), url);
  }

  /**
   * Waits, for a pass if need be.
   *
   * @returns What ended the wait early.
   */
  wait(isFree: () => boolean, signal?: AbortSignal): Promise<ClientError | undefined> {
    if (this.end) return Promise.resolve(this.end);
    const ended = this.#lot.wait(isFree, signal);
    this.update();
    return ended;
  }

  /** Looks again at who may go on, whether a pass must come, and what a viewer should know. */
  update(): void {
    const { held } = this.keeper;
    const isUnfit =
      !this.#abilities.headers && held?.rules.some((rule) => rule.headers !== NO_HEADERS);
    if (isUnfit && !this.#stop) return this.halt(unplaceable(this.#abilities));
    this.#lot.release(this.end);
    if (this.usable()) this.#isWanted = false;
    else if (this.isWaiting() && !this.#stop) this.keeper.demand(held ? 'renewal' : 'first');
    this.#show();
  }

  halt(error: ClientError): void {
    const { code } = error;
    if (code === 'disposed') return this.dispose(error);
    // A sign-out counts more than other ends, but not than another reason to sign in.
    if (this.end && (code !== 'signed_out' || this.#stop?.phase === 'signed-out')) return;
    this.#stop = stopOf(error, this.#isIdle);
    this.#isWanted = false;
    if (this.#stop.phase === 'signed-out') this.#source = undefined;
    this.emit(code === 'signed_out' ? { type: 'signed-out' } : { type: 'stopped', code });
    if (this.end) this.#calm();
    this.update();
  }

  /** Leaves what stopped it. A pass is wanted again. */
  resume(): void {
    if (this.end?.code === 'disposed') throw this.end;
    this.#stop = undefined;
    this.outages.clear();
    this.#isWanted = true;
  }

  /** As `resume`, and asks for it. */
  retry(): void {
    const isDenied = this.#stop?.phase === 'denied';
    this.resume();
    this.keeper.restart(isDenied);
    this.update();
  }

  enter(): void {
    if (this.#stop?.phase !== 'signed-out') return;
    if (!this.#stop.wasIdle) return this.retry();
    this.#stop = undefined;
    this.update();
  }

  setAbilities(abilities: PlayerAbilities): void {
    this.#abilities = abilities;
    if (this.#stop?.phase === 'unsupported') this.#stop = undefined;
    this.update();
  }

  dispose(error: ClientError): void {
    this.#unwatch();
    this.#stop = { phase: this.state.get().phase, error, wasIdle: this.#isIdle };
    this.#lot.release(error);
    this.#calm();
  }

  isWaiting(): boolean {
    return this.#isWanted || this.#lot.size > 0;
  }

  isStopped(): boolean {
    return this.end !== undefined;
  }

  wake(): void {
    this.outages.wake();
  }

  changed(error?: ClientError): void {
    if (error && (this.reloads > 0 || !this.keeper.usable())) this.halt(error);
    if (this.keeper.held?.pass !== this.pass.get()) this.#receive(this.keeper.held);
    this.update();
  }

  moveTo(keeper: PassKeeper): void {
    this.keeper = keeper;
    this.#unwatch = keeper.watch(this);
    this.changed();
  }

  get #isIdle(): boolean {
    return this.#stop?.wasIdle ?? this.state.get().phase === 'idle';
  }

  #calm(): void {
    this.breaker.close();
    this.outages.clear();
  }

  #receive(held: HeldPass | undefined): void {
    const pass = held?.pass;
    if (held) this.#cleaners = held.rules.map(({ clean }) => clean);
    // The pass of an earlier viewer was dropped: this one needs another.
    else this.#isWanted = true;
    if (!this.#source || this.reloads > 0 || this.pass.get()?.subject !== pass?.subject)
      this.#source = pass?.source;
    if (held && this.#stop?.phase === 'locked') this.#stop = undefined;
    this.pass.set(pass);
  }

  #show(): void {
    const phase = this.#phase();
    const now = this.state.get();
    const shown = phase === 'network' ? this.#trouble() : this.#stop?.error;
    // The same trouble again is no news.
    const error = shown?.code === now.error?.code && phase === 'network' ? now.error : shown;
    const source = this.#source;
    if (now.phase === phase && now.error === error && now.source === source) return;
    const { interaction } = error ?? {};
    this.state.set({
      phase,
      ...(error && { error }),
      ...(interaction && { interaction }),
      ...(source && { source }),
    });
  }

  #trouble(): ClientError | undefined {
    return this.outages.concernPicture
      ? clientError('media_unreachable', 'The media server cannot be reached.')
      : this.keeper.error;
  }

  #phase(): AuthorizerPhase {
    if (this.#stop) return this.#stop.phase;
    if (this.keeper.usable()) return this.outages.concernPicture ? 'network' : 'authorized';
    const had = this.pass.get() !== undefined;
    if (!this.isWaiting()) return had ? 'authorized' : 'idle';
    if (this.keeper.isTroubled) return 'network';
    return had ? 'waiting' : 'authorizing';
  }
}
