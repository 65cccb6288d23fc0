import { sourceOf } from '../player.ts';
import type { VideojsPlayer } from '../player.ts';

/** Tells what is done for a source that it plays no longer. */
export interface SourceSignals {
  /** Of the source that the player has now: aborted when it has another. */
  current(): AbortSignal;
  dispose(): void;
}

export function createSourceSignals(player: VideojsPlayer): SourceSignals {
  let life = new AbortController();
  let src: string | undefined;
  const follow = (): void => {
    const now = sourceOf(player)?.src;
    if (now === src) return;
    src = now;
    life.abort();
    life = new AbortController();
  };
  player.on('loadstart', follow);
  return {
    current() {
      follow();
      return life.signal;
    },
    dispose() {
      player.off('loadstart', follow);
      life.abort();
    },
  };
}
