import type { VideojsPlayer } from '../player.ts';

const COVERED = 'playgate-covered';

/**
 * Puts everything in the player but our own element out of reach of keyboard, pointer and screen reader, and takes video.js' own error
 * dialog away: nobody is told twice.
 *
 * @returns Undoes it, and gives the focus back if it is still in our element.
 */
export function coverPlayer(player: VideojsPlayer, ours: HTMLElement): () => void {
  closeErrorDisplay(player);
  const before = document.activeElement;
  const others = [...player.el().children].filter(
    (child): child is HTMLElement => child instanceof HTMLElement && child !== ours && !child.inert,
  );
  for (const other of others) other.inert = true;
  player.addClass(COVERED);
  const onError = (): void => closeErrorDisplay(player);
  player.on('error', onError);

  return () => {
    const focused = ours.contains(document.activeElement);
    player.off('error', onError);
    player.removeClass(COVERED);
    for (const other of others) other.inert = false;
    if (focused) returnFocus(player, before);
  };
}

function returnFocus(player: VideojsPlayer, before: Element | null): void {
  const home = player.el();
  if (before instanceof HTMLElement && home.contains(before)) before.focus({ preventScroll: true });
  if (document.activeElement !== before && home instanceof HTMLElement)
    home.focus({ preventScroll: true });
}

function closeErrorDisplay(player: VideojsPlayer): void {
  const display: unknown = player.getChild('errorDisplay');
  if (typeof display !== 'object' || display === null) return;
  if ('close' in display && typeof display.close === 'function') display.close();
}
