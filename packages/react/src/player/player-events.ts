import type { VideojsPlayer } from '@playgate/videojs';

/** What an application hears from the player. For anything else: `player.on` in `onReady`. */
export interface PlayerHandlers {
  readonly onPlay?: () => void;
  readonly onPause?: () => void;
  readonly onEnded?: () => void;
  /**
   * About four times a second while it plays.
   *
   * @param seconds The position.
   */
  readonly onTimeUpdate?: (seconds: number) => void;
  /**
   * The player's own error, once the buffer can no longer hide it. Why there is no pass: `onStateChange`.
   *
   * @param code As in `MediaError`.
   */
  readonly onError?: (error: { readonly code: number; readonly message: string }) => void;
}

/**
 * Calls handlers for a player's events.
 *
 * @param current The handlers at the time of the event.
 * @returns Ends it.
 */
export function listenToPlayer(player: VideojsPlayer, current: () => PlayerHandlers): () => void {
  const listeners: Readonly<Record<string, () => void>> = {
    play: () => current().onPlay?.(),
    pause: () => current().onPause?.(),
    ended: () => current().onEnded?.(),
    timeupdate: () => current().onTimeUpdate?.(player.currentTime() ?? 0),
    error: () => {
      const error = player.error();
      if (error) current().onError?.(error);
    },
  };
  for (const [type, listener] of Object.entries(listeners)) player.on(type, listener);
  return () => {
    for (const [type, listener] of Object.entries(listeners)) player.off(type, listener);
  };
}
