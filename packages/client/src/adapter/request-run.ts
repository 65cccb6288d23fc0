import { isClientError } from '@playgate/client';
import type { AuthorizedRequest, Refusal, RequestKind } from '@playgate/client';
import type { Gate } from './gate.ts';
import type { Authorize } from './guard-xhr.ts';

/** How an engine sends one request. */
export interface Carrier {
  /**
   * Sends it, once more if need be.
   *
   * @param authorize Puts the credential on the URL that is really opened.
   */
  send(authorize: Authorize): void;
  /** Sends it as it is: the protection is gone, and all credentials with it. */
  sendBare(): void;
  /** It waits, from now until it is sent. */
  wait?(): void;
  /** Opens the source anew, when its URLs went stale. The request is over. */
  reload(): void;
}

/** What is asked for. */
export interface RunTarget {
  /** Absolute. */
  readonly url: string;
  readonly kind: RequestKind | undefined;
}

/**
 * One request of an engine on its way through the gate, over however many attempts it takes: it waits, goes out, waits again when it was
 * refused, and goes out again. The engine sees the last attempt only.
 */
export class RequestRun {
  readonly #gate: Gate;
  readonly #target: RunTarget;
  readonly #carrier: Carrier;
  readonly #abort = new AbortController();
  /** What was opened last: hooks of the application may have made another one of the URL. */
  #url: string;

  constructor(gate: Gate, target: RunTarget, carrier: Carrier) {
    this.#gate = gate;
    this.#target = target;
    this.#url = target.url;
    this.#carrier = carrier;
  }

  get isAborted(): boolean {
    return this.#abort.signal.aborted;
  }

  /** Whether it may go out at once. */
  get isFree(): boolean {
    return this.#gate.isFree(this.#url, this.#target.kind);
  }

  /** Sends it now if that is possible without a wait, and as soon as it is otherwise. */
  start(): void {
    if (this.isFree) this.#send();
    else void this.park();
  }

  /** Waits until it may go out, and sends it then. */
  async park(): Promise<void> {
    this.#carrier.wait?.();
    const isFreed = await this.pass();
    if (this.isAborted) return;
    if (isFreed) this.#send();
    else this.#carrier.sendBare();
  }

  /**
   * Waits until it may go out.
   *
   * @returns `false` if it is aborted or the protection is gone.
   */
  async pass(): Promise<boolean> {
    const { signal } = this.#abort;
    try {
      await this.#gate.pass({ url: this.#url, kind: this.#target.kind, signal });
      return true;
    } catch (error) {
      if (signal.aborted || isClientError(error)) return false;
      throw error;
    }
  }

  /** Ends playback for a reason that shows when a request is opened; the request waits. */
  fail(error: unknown): void {
    if (!isClientError(error)) throw error;
    this.#gate.fail(error);
    void this.park();
  }

  /**
   * It was answered well.
   *
   * @param opened What was opened. Absent if nothing went through `authorize`.
   * @returns Whether the answer may be used. If not, the request waits.
   */
  accepted(opened: AuthorizedRequest | undefined, responseUrl: string | undefined): boolean {
    if (!opened || this.#gate.authorizer.accepted(opened, responseUrl)) return true;
    void this.park();
    return false;
  }

  /**
   * It was not answered well.
   *
   * @param surface Shows the engine that, because the credential is not to blame.
   */
  async refused(refusal: Omit<Refusal, 'signal'>, surface: () => void): Promise<void> {
    const { signal } = this.#abort;
    this.#carrier.wait?.();
    try {
      const verdict = await this.#gate.authorizer.refused({ ...refusal, signal });
      if (signal.aborted) return;
      const { original } = refusal.request;
      if (verdict.action === 'replay') this.#send({ from: original, to: verdict.url });
      else if (verdict.action === 'surface') surface();
      else if (verdict.action === 'reload') this.#carrier.reload();
      else await this.park();
    } catch (error) {
      if (!isClientError(error)) throw error;
      // The protection is gone meanwhile: then the refusal is the engine's own affair.
      if (!signal.aborted) surface();
    }
  }

  /** Nobody wants it any more. */
  abort(): void {
    this.#abort.abort();
  }

  /** @param replay Where to send it instead, if the URL to be opened is the one that was opened before. */
  #send(replay?: { readonly from: string; readonly to: string }): void {
    const { authorizer } = this.#gate;
    const authorize: Authorize = (url) => {
      const opened = authorizer.apply(url === replay?.from ? replay.to : url, this.#target.kind);
      this.#url = opened.original;
      return opened;
    };
    try {
      this.#carrier.send(authorize);
    } catch (error) {
      this.fail(error);
    }
  }
}
