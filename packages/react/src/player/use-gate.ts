import type { AuthorizerState } from '@playgate/client';
import type { Playgate, VideojsPlayer } from '@playgate/videojs';
import { useMemo } from 'react';
import { IDLE } from '../core/idle.ts';
import { createLease } from '../core/lease.ts';
import { NOTHING } from '../core/nothing.ts';
import { useLatest } from '../use-latest.ts';
import { useObservable } from '../use-observable.ts';
import { primeOnce } from './initial-pass.ts';
import { loadGate } from './load-gate.ts';
import type { Playback } from './use-playback.ts';
import { usePending } from './use-pending.ts';

/** How a protected playback stands, and what the viewer may do about it. */
export interface ProtectedPlayerView {
  readonly state: AuthorizerState;
  /** What `attachPlaygate` of `@playgate/videojs` gave. `undefined` until the plugin is loaded. */
  readonly gate: Playgate | undefined;
}

/** Keeps the plugin attached to a player, anew for each playback. */
export function useGate(
  player: VideojsPlayer | null | undefined,
  { client, request, source, ui, drm, initial }: Playback,
): ProtectedPlayerView {
  const latest = useLatest(initial);
  const lease = useMemo(() => {
    if (!player) return NOTHING;
    const options = { client, ...request, ui, ...(source && { source }), ...(drm && { drm }) };
    return createLease(() => {
      if (latest.current) primeOnce(client, request, latest.current);
      return loadGate(player, options);
    });
  }, [player, client, request, ui, drm, source, latest]);
  const gate = usePending<Playgate>(lease);
  const state = useObservable(gate?.state ?? IDLE);
  return useMemo(() => ({ state, gate }), [state, gate]);
}
