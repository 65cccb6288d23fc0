import type { VideojsPlayer } from './player.ts';

/** Less than this is nothing, in seconds: the picture stops before the buffer's last frame. */
export const NOTHING_AHEAD = 0.1;

/** How much can be played from the current position without another request, in seconds. */
export function bufferedAhead(player: VideojsPlayer): number {
  const now = player.currentTime() ?? 0;
  const ranges = player.buffered();
  for (let i = 0; i < ranges.length; i += 1)
    if (ranges.start(i) <= now && now <= ranges.end(i)) return ranges.end(i) - now;
  return 0;
}
