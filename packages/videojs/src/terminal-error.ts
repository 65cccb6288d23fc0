import type { AuthorizerPhase, AuthorizerState, Observable } from '@playgate/client';
import { NOTHING_AHEAD, bufferedAhead } from './buffered-ahead.ts';
import { viewerMessage } from './lang/viewer-message.ts';
import { techOf } from './player.ts';
import type { VideojsPlayer } from './player.ts';

/** Phases from which only the viewer or the application finds a way out, with the code of the player's error. */
const CODES: { readonly [phase in AuthorizerPhase]?: number } = {
  denied: 2,
  'signed-out': 2,
  unsupported: 4,
};

const EVENTS = ['ready', 'loadstart', 'waiting', 'seeking', 'timeupdate'];

/**
 * Makes a final state the player's error, as soon as the buffer can no longer hide it, and takes it back when the state changes.
 * The error's `message` is a key of video.js' languages and its `playgate` the `ClientError`.
 *
 * @returns Ends it.
 */
export function showTerminalError(
  player: VideojsPlayer,
  state: Observable<AuthorizerState>,
): () => void {
  const check = (): void => {
    const { phase, error } = state.get();
    const shown = shownError(player);
    if (shown && (!CODES[phase] || shown !== error)) player.error(null);
    if (!player.error() && !canPlayOn(player)) raiseTerminalError(player, state.get());
  };
  player.on(EVENTS, check);
  const unsubscribe = state.subscribe(check);
  return () => {
    unsubscribe();
    player.off(EVENTS, check);
  };
}

/** Makes a state the player's error, if it is final. */
export function raiseTerminalError(player: VideojsPlayer, { phase, error }: AuthorizerState): void {
  const code = CODES[phase];
  // Without its technology video.js takes every listener off the player, ours included, when it shows an error.
  if (!code || !error || !techOf(player)) return;
  // Declared for a MediaError only; it takes the members of any object.
  Reflect.apply(player.error, player, [
    { code, message: viewerMessage(error.code), playgate: error },
  ]);
}

/** What was raised last, if the player shows it. */
export function shownError(player: VideojsPlayer): unknown {
  return Reflect.get(Object(player.error()), 'playgate');
}

function canPlayOn(player: VideojsPlayer): boolean {
  const ahead = bufferedAhead(player);
  const end = player.duration() || Infinity;
  return ahead > NOTHING_AHEAD || (player.currentTime() ?? 0) + ahead + NOTHING_AHEAD >= end;
}
