import { ClientError } from '@playgate/client';
import type { PassRequest, PlaybackPass } from '@playgate/client';
import { useEffect } from 'react';
import { firstPassOf } from './core/first-passes.ts';
import { IDLE } from './core/idle.ts';
import { NOTHING } from './core/nothing.ts';
import { useAsking } from './use-asking.ts';
import { useClient } from './use-client.ts';
import { useObservable } from './use-observable.ts';
import { useStable } from './use-stable.ts';

/**
 * The pass for an asset, kept fresh while the component is there; `<Suspense>` shows its fallback until it has come. What ends it goes to
 * the nearest error boundary; it is asked for again when that is reset. For locks, where the viewer acts, `usePass` is made. On a server
 * nothing is asked for: `<Suspense>` renders its fallback.
 *
 * @param asked The asset, or the asset with its parameters.
 * @returns The pass of now; renders again with each renewal.
 * @throws {ClientError} Why there is none; `config` outside of a `PlaygateProvider`, and for a pass of mode `single-use`.
 */
export function useSuspensePass(asked: string | PassRequest): PlaybackPass {
  const client = useClient();
  const request = useStable(typeof asked === 'string' ? { asset: asked } : asked);
  const authorizer = useAsking(request);
  const { phase, error } = useObservable(authorizer?.state ?? IDLE);
  const pass = useObservable<PlaybackPass | undefined>(authorizer?.pass ?? NOTHING);
  useEffect(() => firstPassOf(client, request).hold(), [client, request]);
  if (error && phase !== 'network') throw error;
  if (pass) return pass;
  if (!('document' in globalThis))
    throw new ClientError('config', 'Servers have no pass. Put <Suspense> around it.');
  return firstPassOf(client, request).read();
}
