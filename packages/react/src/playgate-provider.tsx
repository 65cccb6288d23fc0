import type { PassClient } from '@playgate/client';
import type { ReactNode } from 'react';
import { ClientContext } from './use-client.ts';

export interface PlaygateProviderProps {
  /** Made once, outside of the components. The provider does not dispose of it. */
  readonly client: PassClient;
  readonly children?: ReactNode;
}

/** Gives the hooks and components below it the client that they ask for passes. */
export function PlaygateProvider({ client, children }: PlaygateProviderProps): ReactNode {
  return <ClientContext.Provider value={client}>{children}</ClientContext.Provider>;
}
