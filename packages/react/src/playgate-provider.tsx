import type { PassClient, ViewerSessionSource } from '@playgate/client';
import type { ReactNode } from 'react';
import { ClientContext } from './use-client.ts';
import { SessionContext } from './use-session-source.ts';

export interface PlaygateProviderProps {
  /** Made once, outside of the components. The provider does not dispose of it. */
  readonly client: PassClient;
  /**
   * Who keeps the session: a `createBackendSession` of `@playgate/client/session`, or a `createOAuth` of `@playgate/oauth`. Needed by
   * `useSession`, `SignedIn`, `SignedOut` and `AuthCallback`. Give its `session` to the client, too.
   */
  readonly session?: ViewerSessionSource;
  readonly children?: ReactNode;
}

/** Gives the hooks and components below it the client that they ask for passes, and the session. */
export function PlaygateProvider({ client, session, children }: PlaygateProviderProps): ReactNode {
  return (
    <ClientContext.Provider value={client}>
      <SessionContext.Provider value={session}>{children}</SessionContext.Provider>
    </ClientContext.Provider>
  );
}
