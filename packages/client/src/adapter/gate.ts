import { createObservable } from '@playgate/client';
import type {
  Authorizer,
  AuthorizerPhase,
  AuthorizerState,
  ClientError,
  Observable,
  PlaybackSource,
  RequestKind,
} from '@playgate/client';

/** A request that wants to go out. */
export interface Passage {
  /** Absolute. */
  readonly url: string;
  readonly kind: RequestKind | undefined;
  readonly signal: AbortSignal;
}

/** What the parts of one attachment share: the authorizer, and the failures that only the player's side can see. */
export interface Gate {
  readonly authorizer: Authorizer;
  /** The authorizer's state, or the failure that hides it until `retry()`. */
  readonly state: Observable<AuthorizerState>;
  /** Whether a request may go out at once. */
  isFree(url: string, kind: RequestKind | undefined): boolean;
  /**
   * Waits until a request may go out, also while the state is final: a viewer may retry.
   *
   * @throws Only when the signal is aborted or the attachment is disposed.
   */
  pass(passage: Passage): Promise<void>;
  /**
   * Waits until a request may go out, or never may.
   *
   * @throws {ClientError} Why it may not, in a final state; `aborted`; `disposed`.
   */
  enter(passage: Passage): Promise<void>;
  /** Asks for a new source; as patient as `pass`. */
  reload(signal: AbortSignal): Promise<PlaybackSource>;
  /** Ends playback for a reason that the authorizer cannot know of. */
  fail(error: ClientError): void;
  retry(): void;
  dispose(): void;
}

/** Makes one. It owns the authorizer. */
export function createGate(authorizer: Authorizer): Gate {
  const state = createObservable(authorizer.state.get());
  let failure: ClientError | undefined;
  let disposed = false;
  const update = (): void => {
    const held = authorizer.state.get();
    state.set(failure ? { ...held, phase: phaseOf(failure), error: failure } : held);
  };
  const unsubscribe = authorizer.state.subscribe(() => {
    if (!failure) update();
  });

  const unlessFailed = <T>(action: () => Promise<T>): Promise<T> =>
    failure ? Promise.reject(failure) : action();
  const persist = async <T>(action: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    for (;;) {
      const before = state.get();
      try {
        return await unlessFailed(action);
      } catch (error) {
        const now = state.get();
        if (signal.aborted || disposed || (now === before && error !== now.error)) throw error;
        // It may have changed before this was heard.
        if (now === before) await nextChange(state, signal);
        signal.throwIfAborted();
      }
    }
  };

  return {
    authorizer,
    state,
    isFree: (url, kind) => !failure && authorizer.isFree(url, kind),
    pass: (passage) => persist(() => authorizer.ready(passage), passage.signal),
    enter: (passage) => unlessFailed(() => authorizer.ready(passage)),
    reload: (signal) => persist(() => authorizer.reload({ signal }), signal),
    fail(error) {
      failure = error;
      update();
    },
    retry() {
      failure = undefined;
      authorizer.retry();
      update();
    },
    dispose() {
      unsubscribe();
      disposed = true;
      authorizer.dispose();
      // Whoever waits for a change wakes, and finds the authorizer disposed.
      state.set({ phase: 'idle' });
    },
  };
}

function phaseOf({ code }: ClientError): AuthorizerPhase {
  return code === 'placement_unsupported' ? 'unsupported' : 'denied';
}

/** Or the signal's end. */
function nextChange(state: Observable<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      unsubscribe();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const unsubscribe = state.subscribe(end);
    signal.addEventListener('abort', end);
  });
}
