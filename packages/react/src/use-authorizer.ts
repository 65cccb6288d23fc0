import type { Authorizer, PassRequest } from '@playgate/client';
import { useMemo } from 'react';
import { createLease } from './core/lease.ts';
import { useClient } from './use-client.ts';
import { useObservable } from './use-observable.ts';
import { useStable } from './use-stable.ts';

/**
 * An authorizer of one's own, for an engine that has no component here. It asks for nothing before its `ready()`.
 * StrictMode makes one, not two; it is disposed of when the component leaves or asks for something else.
 *
 * @param asked The asset, or the asset with its parameters.
 * @returns `undefined` on the server and during the first render.
 * @throws {ClientError} `config` outside of a `PlaygateProvider`.
 */
export function useAuthorizer(asked: string | PassRequest): Authorizer | undefined {
  const client = useClient();
  const request = useStable(typeof asked === 'string' ? { asset: asked } : asked);
  const lease = useMemo(() => createLease(() => client.authorizer(request)), [client, request]);
  return useObservable(lease);
}
