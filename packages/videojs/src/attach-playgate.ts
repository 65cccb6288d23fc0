import { createGate } from '@playgate/client/adapter';
import { createCarriers } from './carriers.ts';
import { createReload } from './create-reload.ts';
import { giveSource } from './give-source.ts';
import type { VideojsPlayer } from './player.ts';
import type { Playgate, PlaygateOptions, PlaygateStateChangeEvent } from './playgate.ts';
import { reviveEngine } from './revive-engine.ts';
import { showTerminalError } from './terminal-error.ts';
import { protectTextTracks } from './text-tracks.ts';
import { loadUi } from './ui/load-ui.ts';
import { watchRequests } from './watch-requests.ts';

const attached = new WeakMap<VideojsPlayer, Playgate>();

/** The handle of a player that has one. */
export function playgateOf(player: VideojsPlayer): Playgate | undefined {
  return attached.get(player);
}

/**
 * Puts a player behind a lock: its requests get the pass of an asset, wait for it, and are sent again when it was refused. Before
 * or after the player has a source; an earlier attachment is replaced.
 */
export function attachPlaygate(player: VideojsPlayer, options: PlaygateOptions): Playgate {
  const drm = options.drm?.(player);
  attached.get(player)?.dispose();
  const { client, asset, params, ui = true } = options;
  const gate = createGate(client.authorizer({ asset, ...(params && { params }) }));
  const { authorizer, state } = gate;
  const life = new AbortController();
  const carriers = createCarriers(
    () => new XMLHttpRequest(),
    (input, init) => fetch(input, init),
  );

  const reload = createReload(player, gate, life.signal, () => tracks.remember());
  const requests = { gate, reload: reload.unasked };
  const fetches = { ...requests, fetch: carriers.fetch };
  const tracks = protectTextTracks(player, fetches);
  const engine = reviveEngine(player);
  const undo = [
    () => life.abort(),
    engine.dispose,
    tracks.dispose,
    // Ahead of whoever looks for a source that is to be opened again.
    giveSource(player, state, options.source ?? 'pass'),
    watchRequests(player, {
      ...requests,
      carriers,
      engine,
      warn: (message) => player.log.warn(message),
    }),
    showTerminalError(player, state),
    ...(drm ? [drm(fetches)] : []),
    state.subscribe(() => {
      const event: PlaygateStateChangeEvent = { type: 'playgatestatechange', state: state.get() };
      player.trigger(event);
    }),
  ];

  const playgate: Playgate = {
    options,
    authorizer,
    state,
    retry: () => gate.retry(),
    answer: (answer) => authorizer.answer(answer),
    reload: reload.asked,
    dispose() {
      if (attached.get(player) !== playgate) return;
      attached.delete(player);
      player.off('dispose', playgate.dispose);
      for (const end of undo.toReversed()) end();
      gate.dispose();
    },
  };
  attached.set(player, playgate);
  player.on('dispose', playgate.dispose);
  if (ui !== false) undo.push(loadUi(player, playgate, ui === true ? {} : ui).dispose);
  // Ahead of the first request; what it says is in the state.
  authorizer.ready({ signal: life.signal }).catch(() => undefined);
  return playgate;
}
