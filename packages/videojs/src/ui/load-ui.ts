import type { AuthorizerPhase } from '@playgate/client';
import { addTexts } from '../lang/add-texts.ts';
import type { VideojsPlayer } from '../player.ts';
import type { mountUi } from './mount-ui.ts';
import type { UiOptions } from './ui-options.ts';
import type { UiPlaygate } from './ui-playgate.ts';

/** Phases in which the dialogs have nothing to say. */
const QUIET: readonly AuthorizerPhase[] = ['idle', 'authorizing', 'authorized'];

/**
 * Brings the dialogs in when they have something to say, or once the picture moves: then they are there when the connection is not,
 * and have not kept the first frame waiting.
 */
export function loadUi(
  player: VideojsPlayer,
  playgate: UiPlaygate,
  options: UiOptions,
  load: () => Promise<{ readonly mountUi: typeof mountUi }> = () => import('./mount-ui.ts'),
): { dispose(): void } {
  let loading = false;
  let isDisposed = false;
  let dispose = (): void => undefined;

  const mount = async (): Promise<void> => {
    if (loading) return;
    loading = true;
    try {
      const loaded = await load();
      if (isDisposed) return;
      stop();
      const ui = loaded.mountUi(player, playgate, options, addTexts);
      dispose = () => ui.dispose();
    } catch (error) {
      loading = false;
      player.log.warn('playgate: no dialogs. Serve dist/ui.js, too.', error);
    }
  };
  const onState = (): void => {
    if (!QUIET.includes(playgate.state.get().phase)) void mount();
  };
  const onPicture = (): void => void mount();
  const unsubscribe = playgate.state.subscribe(onState);
  player.one('timeupdate', onPicture);
  const stop = (): void => {
    unsubscribe();
    player.off('timeupdate', onPicture);
  };
  onState();
  return {
    dispose() {
      isDisposed = true;
      stop();
      dispose();
    },
  };
}
