import type { AuthorizedRequest, Refusal } from '@playgate/client';
import { createRequestRun, isPage } from '@playgate/client/adapter';
import type { Gate, RunTarget } from '@playgate/client/adapter';
import type { Carriers } from './carriers.ts';
import type { VhsCallback, VhsRequest, VhsRequestOptions, VhsXhr } from './player.ts';
import { createRequestView, withGuardedEvents } from './request-view.ts';
import type { Shown } from './request-view.ts';
import type { EngineWatch } from './revive-engine.ts';

/** What a façade works with. */
export interface FacadeContext {
  readonly gate: Gate;
  readonly carriers: Carriers;
  /** The function of VHS that really sends. */
  readonly inner: VhsXhr;
  /** What sends when the protection is gone: that of the next attachment, if there is one. */
  readonly bare: () => VhsXhr;
  /** Opens the source anew, when its URLs went stale. */
  readonly reload: () => void;
  readonly engine: Pick<EngineWatch, 'asked' | 'failed'>;
  /** Tells a developer. */
  readonly warn: (message: string) => void;
}

/** One try at sending the request. */
interface Attempt extends Shown {
  request?: VhsRequest;
  /** What was opened. Absent if the request never went through the authorizer. */
  authorized?: AuthorizedRequest;
  /** Whether the answer is good and may be seen; absent until it is known. */
  admitted?: boolean;
}

const DROPPED = 'playgate: pass on all options in request hooks: `xhr` carries the credential.';

/**
 * Sends one request of VHS, over however many attempts it takes: now if that is possible without a wait, and as soon as it is otherwise.
 *
 * @returns At once, what VHS holds meanwhile. It sees one request: that it was parked, refused and sent again does not show.
 */
export function sendThroughGate(
  context: FacadeContext,
  options: VhsRequestOptions,
  callback: VhsCallback,
  target: RunTarget,
): VhsRequest {
  const { bare, carriers, engine, gate, inner, reload, warn } = context;
  const { url, kind } = target;
  /** The attempt that VHS may see. */
  let current: Attempt | undefined;
  let done = false;

  const isOver = (): boolean => done || run.isAborted;
  const begin = (): Attempt => {
    const attempt: Attempt = { isVisible: () => isVisible(attempt) };
    return (current = attempt);
  };
  const show = (attempt: Attempt | undefined): void => view.show((current = attempt));
  const view = createRequestView(options, {
    abort() {
      const request = current?.request;
      const parked = !request && !isOver();
      run.abort();
      request?.abort();
      if (parked) view.emit('loadend');
    },
    isAborted: () => run.isAborted,
    clean: (url) => gate.authorizer.clean(url),
  });
  const run = createRequestRun(gate, target, {
    send(authorize) {
      const attempt = begin();
      const { transport } = gate.authorizer.apply(url, kind);
      const xhr = carriers.create(transport, (opened) => (attempt.authorized = authorize(opened)));
      attempt.request = inner(prepare(options, xhr, attempt), (error) => settle(attempt, error));
      if (attempt.request !== xhr) warn(DROPPED);
      show(attempt);
    },
    sendBare() {
      const attempt = begin();
      attempt.request = bare()(options, (error) => finish(attempt, error));
      show(attempt);
    },
    // Nothing shows of it: VHS would only ask again.
    wait: () => show(undefined),
    reload,
  });

  /** Whether an attempt's good answer may be used. One that came from where it must not is thrown away. */
  const admits = (attempt: Attempt, request: VhsRequest, isWhole: boolean): boolean => {
    attempt.admitted = run.accepted(attempt.authorized, request.responseURL, isWhole);
    if (!attempt.admitted) request.abort();
    return attempt.admitted;
  };
  const isVisible = (attempt: Attempt): boolean => {
    const { request, authorized } = attempt;
    if (current !== attempt || !request) return false;
    if (!authorized || request.aborted) return true;
    return isSuccess(request) && (attempt.admitted ?? admits(attempt, request, false));
  };
  const settle = (attempt: Attempt, error: unknown): void => {
    const { request, authorized } = attempt;
    if (current !== attempt || !request) return;
    if (!authorized || request.timedout || request.aborted) finish(attempt, error);
    else if (!isSuccess(request))
      void run.refused(refusalOf(authorized, request), () => {
        show(attempt);
        finish(attempt, error ?? new Error('The answer is a page.'));
        view.emit('loadend');
      });
    else if (admits(attempt, request, true)) finish(attempt, error);
  };
  const finish = (attempt: Attempt, error: unknown): void => {
    if (current !== attempt || isOver()) return;
    done = true;
    if (error) engine.failed();
    callback(error, view.request);
  };

  engine.asked(isOver);
  run.start();
  return view.request;
}

function prepare(options: VhsRequestOptions, xhr: object, attempt: Attempt): VhsRequestOptions {
  const { beforeSend } = options;
  if (!beforeSend) return { ...options, xhr };
  const guarded = (request: VhsRequest): void => {
    attempt.request = request;
    beforeSend(withGuardedEvents(request, attempt));
  };
  return { ...options, xhr, beforeSend: guarded };
}

function refusalOf(request: AuthorizedRequest, answer: VhsRequest): Omit<Refusal, 'signal'> {
  return {
    request,
    status: statusOf(answer),
    responseUrl: answer.responseURL,
    retryAfter: answer.getResponseHeader?.('Retry-After'),
  };
}

function isSuccess(request: VhsRequest): boolean {
  const status = statusOf(request);
  return status >= 200 && status < 300;
}

/** Whoever answers with a page is not the media server, which then gave no answer. */
function statusOf({ status = 0, response }: VhsRequest): number {
  return isPage(response) ? 0 : status;
}
