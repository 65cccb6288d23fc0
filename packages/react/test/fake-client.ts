import { ClientError, createObservable } from '@playgate/client';
import type {
  AuthorizedRequest,
  Authorizer,
  AuthorizerState,
  ClientSession,
  Observable,
  PassClient,
  PassRequest,
  PlaybackPass,
  WritableObservable,
} from '@playgate/client';

/** An authorizer that does what a test says. */
export interface FakeAuthorizer extends Authorizer {
  readonly state: WritableObservable<AuthorizerState>;
  readonly pass: WritableObservable<PlaybackPass | undefined>;
  readonly log: string[];
  readonly isDisposed: () => boolean;
  /** Lets `ready` resolve with this pass. */
  bring(pass: PlaybackPass): void;
  /** Makes `ready` reject. */
  refuse(error: ClientError): void;
}

/** A client without a network. Unlike a real one it shares nothing, so that every authorizer too many is an ask too many. */
export interface FakeClient extends PassClient {
  readonly authorizers: FakeAuthorizer[];
  readonly primed: { readonly request: PassRequest; readonly pass: PlaybackPass }[];
  /** How often a pass was asked for. */
  asks(): number;
  /** How many listeners are subscribed to anything. */
  listeners(): number;
  /** The newest authorizer. */
  last(): FakeAuthorizer;
}

export const aPass = (members: Partial<PlaybackPass> = {}): PlaybackPass => ({
  version: 1,
  mode: 'renewable',
  rules: [],
  ...members,
});

export function createFakeClient(): FakeClient {
  let asks = 0;
  let listening = 0;
  const authorizers: FakeAuthorizer[] = [];
  const primed: FakeClient['primed'] = [];
  const counted = <T>(initial: T): WritableObservable<T> =>
    countListeners(createObservable(initial), (by) => (listening += by));
  const unused = (): never => {
    throw new Error('not part of this fake');
  };
  return {
    authorizers,
    primed,
    asks: () => asks,
    listeners: () => listening,
    last() {
      const last = authorizers.at(-1);
      if (last === undefined) throw new Error('no authorizer yet');
      return last;
    },
    session: counted<ClientSession>({ status: 'active' }),
    authorizer(request) {
      const made = createFakeAuthorizer(request, counted, () => (asks += 1));
      authorizers.push(made);
      return made;
    },
    prefetch: () => undefined,
    prime: (request, pass) => void primed.push({ request, pass }),
    pass: unused,
    fetch: unused,
    signOut: unused,
    dispose: unused,
  };
}

function createFakeAuthorizer(
  request: PassRequest,
  observable: <T>(initial: T) => WritableObservable<T>,
  ask: () => void,
): FakeAuthorizer {
  const state = observable<AuthorizerState>({ phase: 'idle' });
  const pass = observable<PlaybackPass | undefined>(undefined);
  const log: string[] = [];
  const coming = Promise.withResolvers<void>();
  coming.promise.catch(() => undefined);
  let asked = false;
  let disposed = false;
  return {
    request,
    state,
    pass,
    log,
    isDisposed: () => disposed,
    bring(brought) {
      pass.set(brought);
      state.set({ phase: 'authorized', ...(brought.source && { source: brought.source }) });
      coming.resolve();
    },
    refuse(error) {
      state.set({ phase: 'denied', error });
      coming.reject(error);
    },
    ready() {
      if (!asked) {
        asked = true;
        ask();
        state.set({ phase: 'authorizing' });
      }
      return coming.promise;
    },
    isFree: () => pass.get() !== undefined,
    apply: (url) => placed(url),
    clean: (url) => url,
    refused: () => Promise.resolve({ action: 'surface' }),
    accepted: () => true,
    reload: () => {
      log.push('reload');
      return Promise.resolve({ src: 'https://cdn.example/again.m3u8' });
    },
    answer: (answer) => {
      log.push(`answer ${JSON.stringify(answer)}`);
      return Promise.resolve();
    },
    retry: () => void log.push('retry'),
    setAbilities: () => undefined,
    dispose() {
      disposed = true;
      coming.reject(new ClientError('disposed', 'Disposed. Make another.'));
    },
  };
}

const placed = (original: string): AuthorizedRequest => ({
  url: `${original}${original.includes('?') ? '&' : '?'}vt=placed`,
  original,
  kind: undefined,
  headers: {},
  credentials: false,
  generation: 1,
  transport: 'any',
});

function countListeners<T>(
  inner: WritableObservable<T>,
  count: (by: 1 | -1) => void,
): WritableObservable<T> {
  const subscribe: Observable<T>['subscribe'] = (listener) => {
    const unsubscribe = inner.subscribe(listener);
    let ended = false;
    count(1);
    return () => {
      if (ended) return;
      ended = true;
      count(-1);
      unsubscribe();
    };
  };
  return { get: () => inner.get(), set: (value) => inner.set(value), subscribe };
}
