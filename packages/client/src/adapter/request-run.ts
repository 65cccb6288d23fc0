import { isClientError } from '@playgate/client';
import type { AuthorizedRequest, Refusal, RequestKind } from '@playgate/client';
import type { Endures } from './endure.ts';
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
  /** Default: never. */
  readonly endures?: Endures;
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
export interface RequestRun {
  readonly isAborted: boolean;
  /** Whether it may go out at once. */
  readonly isFree: boolean;
  /** Sends it now if that is possible without a wait, and as soon as it is otherwise. */
  start(): void;
  /**
   * Waits until it may go out.
   *
   * @returns `false` if it is aborted or the protection is gone.
   */
  pass(): Promise<boolean>;
  /** Ends playback for a reason that shows when a request is opened; the request waits. */
  fail(error: unknown): void;
  /**
   * It was answered well.
   *
   * @param opened What was opened. Absent if nothing went through `authorize`.
   * @param isWhole As in `Authorizer.accepted`.
   * @returns Whether the answer may be used. If not, the request waits.
   */
  accepted(
    opened: AuthorizedRequest | undefined,
    responseUrl: string | undefined,
    isWhole?: boolean,
  ): boolean;
  /**
   * It was not answered well.
   *
   * @param surface Shows the engine that, because the credential is not to blame.
   */
  refused(refusal: Omit<Refusal, 'signal'>, surface: () => void): Promise<void>;
  /** Nobody wants it any more. */
  abort(): void;
}

/** Begins one. */
export function createRequestRun(gate: Gate, target: RunTarget, carrier: Carrier): RequestRun {
  const { authorizer } = gate;
  const { kind } = target;
  const abort = new AbortController();
  const { signal } = abort;
  /** What was opened last: hooks of the application may have made another one of the URL. */
  let { url } = target;

  /** @param replay Where to send it instead, if the URL to be opened is the one that was opened before. */
  const send = (replay?: { readonly from: string; readonly to: string }): void => {
    try {
      carrier.send((wanted) => {
        const opened = authorizer.apply(wanted === replay?.from ? replay.to : wanted, kind);
        url = opened.original;
        return opened;
      });
    } catch (error) {
      run.fail(error);
    }
  };
  /** Waits until it may go out, and sends it then. */
  const park = async (): Promise<void> => {
    carrier.wait?.();
    const isFreed = await run.pass();
    if (signal.aborted) return;
    if (isFreed) send();
    else carrier.sendBare();
  };

  const run: RequestRun = {
    get isAborted() {
      return signal.aborted;
    },
    get isFree() {
      return gate.isFree(url, kind);
    },
    start() {
      if (run.isFree) send();
      else void park();
    },
    async pass() {
      try {
        await gate.pass({ url, kind, signal });
        return true;
      } catch (error) {
        if (signal.aborted || isClientError(error)) return false;
        throw error;
      }
    },
    fail(error) {
      if (!isClientError(error)) throw error;
      gate.fail(error);
      void park();
    },
    accepted(opened, responseUrl, isWhole) {
      if (!opened || authorizer.accepted(opened, responseUrl, isWhole)) return true;
      void park();
      return false;
    },
    async refused(refusal, surface) {
      carrier.wait?.();
      try {
        const verdict = await authorizer.refused({ ...refusal, signal });
        if (signal.aborted) return;
        if (verdict.action === 'replay') send({ from: refusal.request.original, to: verdict.url });
        else if (verdict.action === 'surface' && !carrier.endures?.(url, kind)) surface();
        else if (verdict.action === 'reload') carrier.reload();
        else await park();
      } catch (error) {
        if (!isClientError(error)) throw error;
        // The protection is gone meanwhile: then the refusal is the engine's own affair.
        if (!signal.aborted) surface();
      }
    },
    abort: () => abort.abort(),
  };
  return run;
}
