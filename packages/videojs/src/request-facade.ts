import { isClientError } from '@playgate/client';
import type { AuthorizedRequest, RequestKind } from '@playgate/client';
import { isPage } from '@playgate/client/adapter';
import type { Gate, Passage } from '@playgate/client/adapter';
import type { Carriers } from './carriers.ts';
import type { VhsCallback, VhsRequest, VhsRequestOptions, VhsXhr } from './player.ts';
import type { EngineWatch } from './revive-engine.ts';
import { RequestView, withGuardedEvents } from './request-view.ts';

/** What a façade works with. */
export interface FacadeContext {
  readonly gate: Gate;
  readonly carriers: Carriers;
  /** The function of VHS that really sends. */
  readonly inner: VhsXhr;
  /** Opens the source anew, when its URLs went stale. */
  readonly reload: () => void;
  readonly engine: Pick<EngineWatch, 'asked' | 'failed'>;
  /** Tells a developer. */
  readonly warn: (message: string) => void;
}

/** One try at sending the request. */
interface Attempt {
  request?: VhsRequest;
  /** What was opened. Absent if the request never went through the authorizer. */
  authorized?: AuthorizedRequest;
  /** Whether the answer is good and may be seen; absent until it is known. */
  admitted?: boolean;
}

const DROPPED =
  'playgate: a request hook or a replaced videojs.Vhs.xhr dropped the option `xhr`; the request goes out without a credential. Return the options that the hook was given.';

/**
 * One request of VHS, over however many attempts it takes. VHS holds `view` and sees one request: that it was parked, refused and sent
 * again does not show.
 */
export class RequestFacade {
  readonly #context: FacadeContext;
  readonly #options: VhsRequestOptions;
  readonly #callback: VhsCallback;
  readonly #passage: Passage;
  readonly #abort = new AbortController();
  readonly #view: RequestView;
  #attempt: Attempt | undefined;
  #done = false;

  constructor(
    context: FacadeContext,
    options: VhsRequestOptions,
    callback: VhsCallback,
    target: { readonly url: string; readonly kind: RequestKind | undefined },
  ) {
    this.#context = context;
    this.#options = options;
    this.#callback = callback;
    this.#passage = { ...target, signal: this.#abort.signal };
    this.#view = new RequestView(options, {
      abort: () => this.#cancel(),
      isAborted: () => this.#abort.signal.aborted,
      clean: (url) => context.gate.authorizer.clean(url),
    });
  }

  /** Whether VHS waits for it no longer. */
  get isOver(): boolean {
    return this.#done || this.#abort.signal.aborted;
  }

  /** Sends now if that is possible without a wait, and as soon as it is otherwise. Returns at once what VHS holds meanwhile. */
  start(): VhsRequest {
    const { url, kind } = this.#passage;
    this.#context.engine.asked(this);
    if (this.#context.gate.isFree(url, kind)) this.#send();
    else void this.#sendWhenFree();
    return this.#view.request;
  }

  async #sendWhenFree(): Promise<void> {
    try {
      await this.#context.gate.pass(this.#passage);
    } catch {
      // Aborted, or the attachment is gone and with it all credentials: then it goes out as it would without one.
      if (!this.#abort.signal.aborted) this.#sendBare();
      return;
    }
    if (!this.#abort.signal.aborted) this.#send();
  }

  #sendBare(): void {
    const attempt: Attempt = (this.#attempt = {});
    const { inner } = this.#context;
    this.#show(
      attempt,
      inner(this.#options, (error) => this.#finish(attempt, error)),
    );
  }

  /** @param replay Where to send it instead, if the URL to be opened is the one that was opened before. */
  #send(replay?: { readonly from: string; readonly to: string }): void {
    const attempt: Attempt = (this.#attempt = {});
    const { carriers, gate, inner, warn } = this.#context;
    const { url, kind } = this.#passage;
    try {
      const xhr = carriers.create(gate.authorizer.apply(url, kind).transport, (opened) => {
        const target = opened === replay?.from ? replay.to : opened;
        return (attempt.authorized = gate.authorizer.apply(target, kind));
      });
      const request = inner(this.#prepare(attempt, xhr), (error) => this.#settle(attempt, error));
      if (request !== xhr) warn(DROPPED);
      this.#show(attempt, request);
    } catch (error) {
      if (!isClientError(error)) throw error;
      gate.fail(error);
      this.#hold();
    }
  }

  #prepare(attempt: Attempt, xhr: object): VhsRequestOptions {
    const { beforeSend } = this.#options;
    if (beforeSend === undefined) return { ...this.#options, xhr };
    const guarded = (request: VhsRequest): void => {
      attempt.request = request;
      beforeSend(withGuardedEvents({ request, isVisible: () => this.#isVisible(attempt) }));
    };
    return { ...this.#options, xhr, beforeSend: guarded };
  }

  #show(attempt: Attempt, request: VhsRequest): void {
    attempt.request = request;
    this.#view.show({ request, isVisible: () => this.#isVisible(attempt) });
  }

  #hide(): void {
    this.#attempt = undefined;
    this.#view.show(undefined);
  }

  /** Stops without a word to VHS, which would only ask again: the state is final, and it goes on if the viewer changes that. */
  #hold(): void {
    this.#hide();
    void this.#sendWhenFree();
  }

  #settle(attempt: Attempt, error: unknown): void {
    const { request, authorized } = attempt;
    if (this.#attempt !== attempt || request === undefined) return;
    if (authorized === undefined || request.timedout || request.aborted)
      this.#finish(attempt, error);
    else if (!isSuccess(request)) void this.#refused(attempt, request, authorized, error);
    else if (this.#admits(attempt, true)) this.#finish(attempt, error);
  }

  #isVisible(attempt: Attempt): boolean {
    const { request, authorized } = attempt;
    if (this.#attempt !== attempt || request === undefined) return false;
    if (authorized === undefined || request.aborted) return true;
    return isSuccess(request) && (attempt.admitted ?? this.#admits(attempt, false));
  }

  /** Whether an attempt's good answer may be used. One that came from where it must not is thrown away. */
  #admits(attempt: Attempt, isWhole: boolean): boolean {
    const { request, authorized } = attempt;
    const from = request?.responseURL || undefined;
    attempt.admitted =
      authorized === undefined || this.#context.gate.authorizer.accepted(authorized, from, isWhole);
    if (!attempt.admitted && this.#attempt === attempt) {
      this.#hold();
      request?.abort();
    }
    return attempt.admitted;
  }

  async #refused(
    attempt: Attempt,
    request: VhsRequest,
    authorized: AuthorizedRequest,
    error: unknown,
  ): Promise<void> {
    const { gate, reload } = this.#context;
    const { signal } = this.#abort;
    this.#hide();
    try {
      const verdict = await gate.authorizer.refused({
        request: authorized,
        status: statusOf(request),
        ...(request.responseURL ? { responseUrl: request.responseURL } : {}),
        retryAfter: request.getResponseHeader?.('Retry-After') ?? null,
        signal,
      });
      if (signal.aborted) return;
      if (verdict.action === 'replay') this.#send({ from: authorized.original, to: verdict.url });
      else if (verdict.action === 'surface') this.#surface(attempt, request, error);
      else if (verdict.action === 'reload') reload();
      else this.#hold();
    } catch (cause) {
      if (!isClientError(cause)) throw cause;
      // Aborted, or disposed meanwhile: then the refusal is VHS's own affair.
      if (!signal.aborted) this.#surface(attempt, request, error);
    }
  }

  #surface(attempt: Attempt, request: VhsRequest, error: unknown): void {
    this.#attempt = attempt;
    this.#show(attempt, request);
    this.#finish(attempt, error ?? new Error('The answer is a page.'));
    this.#view.emit('loadend');
  }

  #finish(attempt: Attempt, error: unknown): void {
    if (this.#attempt !== attempt || this.isOver) return;
    this.#done = true;
    if (error) this.#context.engine.failed();
    this.#callback(error, this.#view.request);
  }

  #cancel(): void {
    const request = this.#attempt?.request;
    const parked = request === undefined && !this.isOver;
    this.#abort.abort();
    request?.abort();
    if (parked) this.#view.emit('loadend');
  }
}

function isSuccess(request: VhsRequest): boolean {
  const status = statusOf(request);
  return status >= 200 && status < 300;
}

/** Whoever answers with a page is not the media server, which then gave no answer. */
function statusOf({ status = 0, response }: VhsRequest): number {
  return isPage(response) ? 0 : status;
}
