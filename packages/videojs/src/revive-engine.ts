import { systemClock } from '@playgate/client';
import type { Clock } from '@playgate/client';
import { NOTHING_AHEAD, bufferedAhead } from './buffered-ahead.ts';
import type { VideojsPlayer } from './player.ts';

/** VHS that has not given up asks again sooner, in milliseconds. */
const PATIENCE_MS = 2000;

/** What VHS asks for and what becomes of it. */
export interface EngineWatch {
  /**
   * VHS asks for something.
   *
   * @param isOver Whether it waits for that no longer.
   */
  asked(isOver: () => boolean): void;
  /** VHS heard of a failure. */
  failed(): void;
  /** Ends it, also for requests that are under way. VHS may hold what it asked through for as long as the player is there. */
  dispose(): void;
}

/**
 * Gets VHS going again. When it hears of failures of all its renditions one after another, it asks for nothing any more, also when the
 * network is back; a seek to where it is makes it ask.
 */
export function reviveEngine(
  player: VideojsPlayer,
  clock: Pick<Clock, 'after'> = systemClock,
): EngineWatch {
  let requests: readonly (() => boolean)[] = [];
  let cancel = (): void => {};
  let ended = false;
  const watch = (): void => {
    cancel();
    if (!ended) cancel = clock.after(PATIENCE_MS, revive);
  };
  const revive = (): void => {
    if (!requests.every((isOver) => isOver()) || !isStarving(player)) return;
    player.currentTime(player.currentTime());
    watch();
  };
  return {
    asked(isOver) {
      requests = [...requests.filter((isOver) => !isOver()), isOver];
    },
    failed: watch,
    dispose() {
      ended = true;
      requests = [];
      cancel();
    },
  };
}

/** Whether it has nothing to show that it could have. */
function isStarving(player: VideojsPlayer): boolean {
  const isOpen = player.readyState() > 0 && !player.ended() && !player.error();
  return isOpen && bufferedAhead(player) < NOTHING_AHEAD;
}
