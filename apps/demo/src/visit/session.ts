import { createPassClient } from '@playgate/client';
import type { ClientEvent, PassClient } from '@playgate/client';
import { createBackendSession } from '@playgate/client/session';
import type { BackendSession } from '@playgate/client/session';

/** Where a sign-in ends that went wrong, or that went on in a window of its own. */
export const RESULT_PATH = '/sign-in/result';

/** Who is signed in at this site. The backend keeps the session; this page holds no token. */
export const session: BackendSession = createBackendSession({
  session: '/auth/session',
  signIn: '/auth/sign-in',
  signOut: '/auth/sign-out',
  popupPage: RESULT_PATH,
});

/** A client that asks for whoever is signed in. If the backend says that it is nobody, the page looks who is there. */
export function createViewerClient(hear: (event: ClientEvent) => void): PassClient {
  return createPassClient({
    endpoint: '/api/pass',
    session: session.session,
    onEvent(event) {
      hear(event);
      // What goes wrong here goes wrong for the player, too, which says so.
      if (event.type === 'stopped' && event.code === 'unauthenticated')
        session.refresh().catch(() => undefined);
    },
  });
}
