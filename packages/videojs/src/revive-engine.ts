import { systemClock } from '@playgate/client';
import type { Clock } from '@playgate/client';
import { NOTHING_AHEAD, bufferedAhead } from './buffered-ahead.ts';
import { techOf } from './player.ts';
import type { VideojsPlayer } from './player.ts';

/** How often VHS is looked at, in milliseconds. One that has not given up asks again within twice that. */
const PATIENCE_MS = 1000;

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
 * network is back; a seek to where it is makes it ask. It does the same for a start that got stuck: of a first segment that VHS gives up
 * while a worker looks for its tracks, and asks for again, it may never hear, since the worker's two answers are taken for one.
 */
export function reviveEngine(
  player: VideojsPlayer,
  clock: Pick<Clock, 'after'> = systemClock,
): EngineWatch {
  let requests: readonly (() => boolean)[] = [];
  /** What they were at the last look, if VHS waited for none of them. */
  let settled: typeof requests | undefined;
  let patienceMs = PATIENCE_MS;
  let cancel = (): void => {};
  let ended = false;
  const underWay = () => requests.filter((isOver) => !isOver());
  const watch = (): void => {
    cancel();
    if (!ended) cancel = clock.after(patienceMs, revive);
  };
  const revive = (): void => {
    if (!isStarving(player)) return;
    const now = player.currentTime() ?? 0;
    const isStuck = settled === requests;
    if (isStuck && player.readyState()) player.currentTime(now);
    // VHS may have been told to wait for the viewer.
    else if (isStuck && (player.autoplay() || !player.paused())) {
      // The element does not seek yet, and VHS would not hear of it.
      techOf(player)?.vhs?.setCurrentTime(now);
      // A slow machine may only need more time for what it has.
      patienceMs *= 2;
    }
    settled = isStuck || underWay().length ? undefined : requests;
    watch();
  };
  return {
    asked(isOver) {
      requests = [...underWay(), isOver];
    },
    failed() {
      patienceMs = PATIENCE_MS;
      watch();
    },
    dispose() {
      ended = true;
      requests = [];
      cancel();
    },
  };
}

/** Whether it has nothing to show that it could have. */
function isStarving(player: VideojsPlayer): boolean {
  return !player.ended() && !player.error() && bufferedAhead(player) < NOTHING_AHEAD;
}
