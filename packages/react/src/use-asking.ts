import type { Authorizer, PassRequest } from '@playgate/client';
import { useEffect } from 'react';
import { useAuthorizer } from './use-authorizer.ts';

/** As `useAuthorizer`, and asks for the pass at once. */
export function useAsking(asked: string | PassRequest): Authorizer | undefined {
  const authorizer = useAuthorizer(asked);
  useEffect(() => {
    // What goes wrong is in its state.
    authorizer?.ready().catch(() => undefined);
  }, [authorizer]);
  return authorizer;
}
