import { createPending } from '../core/pending.ts';
import type { Pending } from '../core/pending.ts';
import type { VideojsPlayer } from '@playgate/videojs';

/**
 * Loads video.js and makes a player in an element. React owns the element but nothing in it.
 *
 * @param options Asked for when video.js is there.
 */
export function loadPlayer(
  container: Element,
  options: () => Readonly<Record<string, unknown>>,
): Pending<VideojsPlayer> {
  return createPending(
    'video.js',
    () => import('video.js'),
    ({ default: videojs }) => {
      const element = container.ownerDocument.createElement('video-js');
      container.append(element);
      return videojs(element, options());
    },
  );
}
