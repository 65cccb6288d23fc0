import { askError, clientError } from '../client-error.ts';
import type { ClientError } from '../client-error.ts';
import { elapsed, momentOf } from '../keep/elapsed.ts';
import type { Moment } from '../keep/elapsed.ts';
import { RefusalBrake } from '../keep/refusal-brake.ts';
import { backoffMs } from '../retry.ts';
import { RetryTimer } from '../keep/retry-timer.ts';
import { createObservable } from '../observable.ts';
import type { WritableObservable } from '../observable.ts';
import { onWake } from '../on-wake.ts';
import { callBackend } from './call-backend.ts';
import { readContinuation, readSessionAnswer } from './session-answer.ts';
import type { SessionAnswer } from './session-answer.ts';
import { sessionKey } from './session-key.ts';
import { SessionMark } from './session-mark.ts';
import type { SessionSettings } from './session-settings.ts';
import { viewerTag } from './viewer-tag.ts';
import { whenOver } from './when-over.ts';
import type { ViewerSession } from './viewer-session.ts';

/** A page that wakes asks again if what it knows is older than that, in milliseconds. */
const OLD_MS = 60_000;
/** A session that is about to end, or that tabs disagree about, is not asked for more often than that. */
const SHORTEST_LIFE_MS = 5000;

interface Flight {
  readonly controller: AbortController;
  /** Why it failed, if it did. */
  readonly done: Promise<ClientError | undefined>;
}

/** Knows who is signed in: asks the backend, hears of the other tabs, and looks again. */
export class SessionKeeper {
  readonly session: WritableObservable<ViewerSession> = createObservable<ViewerSession>({
    status: 'pending',
  });
  readonly mark: SessionMark;
  readonly #settings: SessionSettings;
  readonly #retry: RetryTimer;
  readonly #arrivals = new Set<() => void>();
  readonly #arrivalBrake = new RefusalBrake();
  #flight: Flight | undefined;
  #failures = 0;
  /** When what is known was asked for. */
  #known: Moment | undefined;
  #cancelEnd = (): void => {};
  #unwake: (() => void) | undefined;
  #isDisposed = false;

  constructor(settings: SessionSettings) {
    const { clock, random, marks } = settings;
    this.#settings = settings;
    this.mark = new SessionMark(sessionKey(settings), () => `${clock.now()}-${random()}`, marks);
    this.#retry = new RetryTimer(clock, () => void this.ask());
  }

  /** Listens, and asks, from now on. */
  start(): void {
    if (this.#unwake || this.#isDisposed) return;
    this.#unwake = onWake(this.#settings.wakes, ({ type }) => this.#wake(type));
    if (this.mark.isOwed) this.session.set({ status: 'signed-out' });
    void this.ask();
  }

  /**
   * Asks the backend. Answers why that failed.
   *
   * @param anew Whether an ask that is under way does not count: it may have left too early.
   */
  ask(anew = false): Promise<ClientError | undefined> {
    if (this.#isDisposed) return Promise.resolve(disposed());
    if (this.#flight && !anew) return this.#flight.done;
    this.#cancel();
    const controller = new AbortController();
    const flight = { controller, done: this.#fly(controller) };
    this.#flight = flight;
    return flight.done;
  }

  /**
   * Ends the session here, at once, and in all other tabs; then in the backend. Answers where that goes on.
   *
   * @throws {ClientError} Why the backend does not know yet. It is told as soon as that goes.
   */
  async signOut(): Promise<string | undefined> {
    this.assertLive();
    this.mark.leave('leaving');
    this.#leave();
    try {
      return await this.settle();
    } catch (cause) {
      const error = askError(cause);
      if (!this.#flight && !this.#isDisposed) this.#fail(error);
      throw error;
    }
  }

  /**
   * Tells the backend of a sign-out. Answers where that goes on.
   *
   * @throws {ClientError}
   */
  async settle(signal?: AbortSignal): Promise<string | undefined> {
    const { signOut } = this.#settings;
    const body = await callBackend(this.#settings, 'POST', signOut, signal).catch(
      (cause: unknown) => {
        // Nobody is signed in there: that is what was wanted.
        if (askError(cause).code === 'unauthenticated') return {};
        throw cause;
      },
    );
    this.mark.settle();
    return readContinuation(body);
  }

  /** Tells it of an owed one first: else who turns back half-way through a sign-in would be signed in as before. */
  async payOff(signal?: AbortSignal): Promise<void> {
    if (this.mark.isOwed) await this.settle(signal);
  }

  /** Calls when somebody signed in, or may have, in another window. */
  onArrival(call: () => void): () => void {
    this.#arrivals.add(call);
    return () => void this.#arrivals.delete(call);
  }

  /** @throws {ClientError} `disposed` */
  assertLive(): void {
    if (this.#isDisposed) throw disposed();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#unwake?.();
    this.#cancel();
    this.#cancelEnd();
  }

  async #fly({ signal }: AbortController): Promise<ClientError | undefined> {
    const { clock, session } = this.#settings;
    let error: ClientError | undefined;
    try {
      // Who signed out must not come back because the backend could not be told.
      await this.payOff(signal);
      const born = momentOf(clock);
      const answer = readSessionAnswer(await callBackend(this.#settings, 'GET', session, signal));
      if (!signal.aborted) this.#land(answer, born);
    } catch (cause) {
      error = askError(cause);
      if (!signal.aborted) this.#fail(error);
    }
    // Superseded: what counts is what came in its place.
    return signal.aborted ? this.#flight?.done : error;
  }

  #land({ session, lifeMs }: SessionAnswer, born: Moment): void {
    const { clock } = this.#settings;
    const isIn = session.status === 'signed-in';
    const tag = isIn ? viewerTag(session.subject) : undefined;
    // Another tab has signed out or in since it left: it is void.
    if (this.#look(tag)) return;
    this.#settleFlight();
    this.#failures = 0;
    this.#known = born;
    if (tag !== undefined) this.mark.claim(tag);
    this.#cancelEnd();
    // Whatever moved its end since, the backend knows.
    const life = Math.max(lifeMs, SHORTEST_LIFE_MS);
    if (life < Infinity) this.#cancelEnd = whenOver(clock, born, life, () => void this.ask());
    const isOver = !isIn && this.#tag() !== undefined;
    this.#show(isOver ? { ...session, error: over() } : session);
  }

  #fail(error: ClientError): void {
    this.#settleFlight();
    const { status } = this.session.get();
    if (error.code === 'unauthenticated')
      return this.#leave(status === 'signed-in' ? over() : undefined);
    const isPassing = error.retryable || error.code === 'invalid_response';
    if (status === 'pending') this.#show({ status: isPassing ? 'pending' : 'signed-out', error });
    if (!this.#unwake) return;
    // What is set up wrong may be mended, but not in a moment.
    this.#retry.pauseMs = isPassing ? (error.retryAfterMs ?? 0) : OLD_MS;
    this.#retry.set(this.#retry.pauseMs + backoffMs(this.#failures, this.#settings.random()));
    this.#failures += 1;
  }

  #wake(type: string): void {
    if (this.#look(this.#tag()) || type === 'storage') return;
    const { clock } = this.#settings;
    if (this.#retry.isSet) this.#retry.hasten(0);
    else if (!this.#known || elapsed(this.#known, clock) >= OLD_MS) void this.ask();
  }

  /**
   * Looks at what other tabs did.
   *
   * @param tag Who is known to be signed in.
   * @returns Whether that is void now.
   */
  #look(tag: string | undefined): boolean {
    const news = this.mark.news();
    if (!news || (news.why === 'in' && tag !== undefined && news.tag === tag)) return false;
    const mine = this.#tag();
    const isAnother = mine !== undefined && news.tag !== '' && news.tag !== mine;
    if (news.why !== 'in' || isAnother) this.#leave();
    if (news.why !== 'in') return true;
    // Else tabs to which the backend names different viewers would have each other ask for ever.
    if (this.#arrivalBrake.count(this.#settings.clock.monotonic())) void this.ask(true);
    else this.#pause();
    for (const call of [...this.#arrivals]) call();
    return true;
  }

  #pause(): void {
    this.#cancel();
    this.#retry.set(SHORTEST_LIFE_MS);
  }

  #tag(): string | undefined {
    const session = this.session.get();
    return session.status === 'signed-in' ? viewerTag(session.subject) : undefined;
  }

  #leave(error?: ClientError): void {
    this.#cancel();
    this.#cancelEnd();
    this.#known = momentOf(this.#settings.clock);
    this.#show({ status: 'signed-out', ...(error && { error }) });
  }

  /** The same answer again is no news: observers keep their object. */
  #show(session: ViewerSession): void {
    const now = this.session.get();
    if (JSON.stringify(now) !== JSON.stringify(session)) this.session.set(session);
  }

  #cancel(): void {
    this.#flight?.controller.abort();
    this.#settleFlight();
  }

  #settleFlight(): void {
    this.#flight = undefined;
    this.#retry.clear();
  }
}

const over = () => clientError('unauthenticated', 'The session is over.');
const disposed = () => clientError('disposed', 'The session is disposed.');
