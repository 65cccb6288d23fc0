import type { AuthorizerState, Observable } from '@playgate/client';
import type { VideojsPlayer } from '../player.ts';
import { raiseTerminalError } from '../terminal-error.ts';

/**
 * Makes a final state the player's error when the picture waits for a key, however much of the film is there: it cannot be shown.
 *
 * @returns Ends it.
 */
export function watchForKeys(
  player: VideojsPlayer,
  state: Observable<AuthorizerState>,
): () => void {
  let isWaiting = false;
  const check = (): void => {
    if (isWaiting && !player.error()) raiseTerminalError(player, state.get());
  };
  const wait = (): void => {
    isWaiting = true;
    check();
  };
  const goOn = (): void => {
    isWaiting = false;
  };
  const box = player.el();
  // Events of media do not bubble, and the element that has them may be another one by then.
  box.addEventListener('waitingforkey', wait, true);
  player.on(['loadstart', 'playing'], goOn);
  const unsubscribe = state.subscribe(check);
  return () => {
    unsubscribe();
    player.off(['loadstart', 'playing'], goOn);
    box.removeEventListener('waitingforkey', wait, true);
  };
}
