import { createObservable } from '@playgate/client';
import type { AuthorizerState, Observable } from '@playgate/client';

/** The state before there is anything to have one: on the server, and until effects run. */
export const IDLE: Observable<AuthorizerState> = createObservable<AuthorizerState>({
  phase: 'idle',
});
