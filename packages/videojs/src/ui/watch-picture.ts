import type { Clock } from '@playgate/client';
import type { VideojsPlayer } from '../player.ts';

/** How long a picture may stand still before anybody speaks of it, in milliseconds. */
const GRACE_MS = 1000;
const HAVE_FUTURE_DATA = 3;
const EVENTS =
  'loadstart emptied loadeddata canplay playing waiting play pause seeking seeked ended error click'.split(
    ' ',
  );

/** Whether there is a picture to hide behind. */
export interface PictureWatch {
  /** Whether nothing can be played any more: nothing is loaded, or the player failed, or the buffer has run dry for a while. */
  isBlocked(): boolean;
  /** Whether the viewer waits for the picture, and has for a while. */
  isAwaited(): boolean;
  dispose(): void;
}

/** Watches whether the buffer still hides what goes wrong behind it. */
export function watchPicture(
  player: VideojsPlayer,
  clock: Clock,
  changed: () => void,
): PictureWatch {
  let dry = false;
  let isOver = false;
  let cancel: (() => void) | undefined;
  const isDry = (): boolean =>
    !player.isDisposed() && player.readyState() < HAVE_FUTURE_DATA && !player.ended();
  /** Told to play before there is a source, video.js keeps that in mind and calls itself paused. */
  const isToPlay = (): boolean => Boolean(Reflect.get(player, 'waitToPlay_'));
  const check = (): void => {
    if (!isDry()) {
      cancel?.();
      cancel = undefined;
      dry = false;
    } else if (!dry) {
      cancel ??= clock.after(GRACE_MS, () => {
        cancel = undefined;
        dry = isDry();
        changed();
      });
    }
    changed();
  };
  player.on(EVENTS, check);
  // Not before whoever watches has the watch in hand; by then it may be over.
  queueMicrotask(() => {
    if (!isOver) check();
  });
  return {
    isBlocked: () => dry || player.readyState() === 0 || Boolean(player.error()),
    isAwaited: () => dry && (!player.paused() || player.seeking() || isToPlay()),
    dispose() {
      isOver = true;
      cancel?.();
      player.off(EVENTS, check);
    },
  };
}
