import { ClientError } from '@playgate/client';
import type { PassClient } from '@playgate/client';
import type { Context } from 'react';
import { createContext, useContext } from 'react';

export const ClientContext: Context<PassClient | undefined> = createContext<PassClient | undefined>(
  undefined,
);

/**
 * The client of the nearest `PlaygateProvider`.
 *
 * @param given Goes before the provider's.
 * @throws {ClientError} `config` when there is neither.
 */
export function useClient(given?: PassClient): PassClient {
  const provided = useContext(ClientContext);
  const client = given ?? provided;
  if (client === undefined)
    throw new ClientError(
      'config',
      'No client: render inside <PlaygateProvider>, or give `client`.',
    );
  return client;
}
