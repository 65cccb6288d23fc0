import type { AuthorizerState, Observable, PlaybackSource } from '@playgate/client';
import { sourceOf } from './player.ts';
import type { VideojsPlayer } from './player.ts';

/** The sources that players have from us, and that a later attachment may replace. */
const given = new WeakMap<VideojsPlayer, string>();

/** Whether what a player has, if anything, is from us: then the next attachment may bring another. */
export function isGiven(player: VideojsPlayer): boolean {
  return sourceOf(player)?.src === given.get(player);
}

/** Opens a source of ours. */
export function openGiven(player: VideojsPlayer, source: PlaybackSource): void {
  given.set(player, source.src);
  player.src({ ...source });
}

/**
 * Gives a player its source, once it is known and the player can take it.
 *
 * @param wanted `'pass'`: the one that the pass brings, for a player that has none of the application's.
 * @returns Ends it; the source stays.
 */
export function giveSource(
  player: VideojsPlayer,
  state: Observable<AuthorizerState>,
  wanted: PlaybackSource | string,
): () => void {
  let ready = false;
  let ended = false;
  const end = (): void => {
    ended = true;
    unsubscribe();
  };
  const give = (): void => {
    const source = wanted === 'pass' ? state.get().source : wanted;
    if (!ready || ended || !source) return;
    end();
    if (wanted === 'pass' && sourceOf(player) && !isGiven(player)) return;
    openGiven(player, typeof source === 'string' ? { src: source } : source);
  };
  const unsubscribe = state.subscribe(give);
  // Before it is ready, a player does not know yet whether it has a source.
  player.ready(() => {
    ready = true;
    give();
  });
  return end;
}
