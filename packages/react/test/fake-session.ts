import { createObservable } from '@playgate/client';
import type {
  SessionCallback,
  ViewerSession,
  ViewerSessionSource,
  WritableObservable,
} from '@playgate/client';

/** A source of sessions that does what a test says. */
export interface FakeSession extends ViewerSessionSource {
  readonly session: WritableObservable<ViewerSession>;
  readonly log: string[];
  /** How often a callback was asked to be answered. */
  readonly answers: () => number;
  /** Lets all callbacks resolve. */
  answer(done: SessionCallback | undefined): void;
  /** Makes all callbacks reject. */
  refuse(error: unknown): void;
  readonly listeners: () => number;
}

export const ADA: ViewerSession = {
  status: 'signed-in',
  subject: 'ada',
  claims: { name: 'Ada Lovelace' },
};
export const OUT: ViewerSession = { status: 'signed-out' };

export function createFakeSession(first: ViewerSession = { status: 'pending' }): FakeSession {
  const inner = createObservable(first);
  const coming = Promise.withResolvers<SessionCallback | undefined>();
  coming.promise.catch(() => undefined);
  const log: string[] = [];
  let answers = 0;
  let listeners = 0;
  const write = (what: string) => (options?: object) => {
    log.push(`${what} ${JSON.stringify(options ?? {})}`);
    return Promise.resolve();
  };
  return {
    session: {
      ...inner,
      subscribe(listener) {
        listeners += 1;
        const end = inner.subscribe(listener);
        return () => ((listeners -= 1), end());
      },
    },
    signIn: { redirect: write('redirect'), popup: write('popup') },
    signOut: write('signOut'),
    callback() {
      answers += 1;
      return coming.promise;
    },
    ...{ log, answer: coming.resolve, refuse: coming.reject },
    answers: () => answers,
    listeners: () => listeners,
  };
}
