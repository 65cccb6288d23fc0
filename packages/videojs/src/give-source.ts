import type { AuthorizerState, Observable, PlaybackSource } from '@playgate/client';
import { sourceOf } from './player.ts';
import type { VideojsPlayer } from './player.ts';

/** The sources that players have from us, and that a later attachment may replace. */
const given = new WeakMap<VideojsPlayer, string>();

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
    if (!ready || ended || source === undefined) return;
    const held = sourceOf(player)?.src;
    end();
    if (wanted === 'pass' && held !== undefined && held !== given.get(player)) return;
    const object = typeof source === 'string' ? { src: source } : { ...source };
    given.set(player, object.src);
    player.src(object);
  };
  const unsubscribe = state.subscribe(give);
  // Before it is ready, a player does not know yet whether it has a source.
  player.ready(() => {
    ready = true;
    give();
  });
  return end;
}
