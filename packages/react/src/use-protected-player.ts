import { createObservable } from '@playgate/client';
import type {
  AuthorizerState,
  Observable,
  PassBody,
  PassClient,
  PassRequest,
  PlaybackPass,
} from '@playgate/client';
import { useEffect, useMemo } from 'react';
import { IDLE } from './core/idle.ts';
import { createLease } from './core/lease.ts';
import { primeOnce, readInitialPass } from './player/initial-pass.ts';
import { loadGate } from './player/load-gate.ts';
import type { Gate, GateOptions } from './player/load-gate.ts';
import type { Player } from './player/player.ts';
import { usePending } from './player/use-pending.ts';
import { useClient } from './use-client.ts';
import { useLatest } from './use-latest.ts';
import { useObservable } from './use-observable.ts';
import { useStable } from './use-stable.ts';

/** What a player is to play, and how. Objects may be written inline. */
export interface ProtectedPlayback {
  /** What the viewer asked to watch. */
  readonly asset: string;
  /** Anything else that the application's `decide` wants to know. */
  readonly params?: PassRequest['params'];
  /** What to play. Default: the source that the pass names. */
  readonly src?: string;
  /** Media type of `src`. Default: worked out from the URL. */
  readonly type?: string;
  /** A pass that the server rendered into the page, as its handler answers it or as `mintPass` gives it. Saves the first request. */
  readonly initialPass?: PassBody | PlaybackPass;
  /** Default: the provider's. */
  readonly client?: PassClient;
  /** The plugin's lock screen and dialogs. Default `true`. */
  readonly ui?: GateOptions['ui'];
}

/** How a protected playback stands, and what the viewer may do about it. */
export interface ProtectedPlayerView {
  readonly state: AuthorizerState;
  /** What `attachPlaygate` gave. `undefined` until the plugin is loaded. */
  readonly gate: Gate | undefined;
}

const NO_GATE: Observable<undefined> = createObservable(undefined);

/**
 * Protects a video.js player that one already has. Loads `@playgate/videojs` when it is needed. The player stays its maker's to
 * dispose of.
 *
 * @param player Nothing happens while there is none.
 * @throws {ClientError} `config` outside of a provider and without `client`; for a wrong `initialPass`; if the plugin cannot be loaded.
 */
export function useProtectedPlayer(
  player: Player | null | undefined,
  playback: ProtectedPlayback,
): ProtectedPlayerView {
  const client = useClient(playback.client);
  const { asset, params, src, type, initialPass } = playback;
  const request = useStable({ asset, ...(params !== undefined && { params }) });
  const source = useStable(src === undefined ? undefined : { src, ...(type && { type }) });
  const ui = useStable(playback.ui);
  const initial = useLatest(
    useMemo(() => initialPass && readInitialPass(initialPass), [initialPass]),
  );

  const lease = useMemo(
    () =>
      player
        ? createLease(() => {
            if (initial.current) primeOnce(client, request, initial.current);
            return loadGate(player, { client, ...request, ...(ui !== undefined && { ui }) });
          })
        : NO_GATE,
    [player, client, request, ui, initial],
  );
  const gate = usePending<Gate>(lease);
  const state = useObservable(gate?.state ?? IDLE);
  useEffect(() => {
    if (gate && source) player?.src(source);
  }, [gate, player, source]);
  return useMemo(() => ({ state, gate }), [state, gate]);
}
