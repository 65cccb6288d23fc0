import { ClientError } from '@playgate/client';
import type { ViewerSessionSource } from '@playgate/client';
import type { Context } from 'react';
import { createContext, useContext } from 'react';

export const SessionContext: Context<ViewerSessionSource | undefined> = createContext<
  ViewerSessionSource | undefined
>(undefined);

/**
 * Who keeps the session for the nearest `PlaygateProvider`.
 *
 * @throws {ClientError} `config` when nobody does.
 */
export function useSessionSource(): ViewerSessionSource {
  const source = useContext(SessionContext);
  if (source === undefined)
    throw new ClientError('config', 'No session: give `session` to <PlaygateProvider>.');
  return source;
}
