import type { VideojsPlayer } from '../player.ts';
import type { Texts } from '../lang/add-texts.ts';
import { followLanguage } from '../lang/follow-language.ts';
import { browserEnvironment } from './browser-environment.ts';
import { createLockScreen } from './create-lock-screen.ts';
import { createMessage } from './create-message.ts';
import { createAnnouncer } from './create-announcer.ts';
import { createDialog } from './create-dialog.ts';
import { createElement } from './create-element.ts';
import { createNotice } from './create-notice.ts';
import { createStopScreen } from './create-stop-screen.ts';
import { noticeText } from './notice-text.ts';
import { rememberLast } from './remember-last.ts';
import type { UiContext } from './ui-context.ts';
import type { UiEnvironment } from './ui-environment.ts';
import type { UiOptions } from './ui-options.ts';
import type { UiPlaygate } from './ui-playgate.ts';
import { watchPicture } from './watch-picture.ts';

const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/;

/**
 * Shows the viewer where a protected playback stands: a lock screen with a way through it, dialogs when nothing can be played any
 * more, a notice when the picture waits. While the buffer hides a trouble, nothing is shown.
 *
 * @param addTexts Adds texts to video.js' languages: a page may hold video.js in more than one way.
 */
export function mountUi(
  player: VideojsPlayer,
  playgate: UiPlaygate,
  options: UiOptions,
  addTexts: (code: string, texts: Texts) => void,
  environment: UiEnvironment = browserEnvironment,
): { dispose(): void } {
  const { className = '' } = options;
  const root = createElement('div', 'playgate');
  player.el().append(root);
  const { announce, dispose: silence } = createAnnouncer(root, environment.clock);

  const context: UiContext = {
    player,
    playgate,
    options,
    environment,
    id: `${player.id()}-playgate`,
    translate: (phrase) => player.localize(phrase),
    message: rememberLast((message) => createMessage(message, context.id, options.title)),
    changed: () => update(),
  };
  const lock = createLockScreen(context);
  const stop = createStopScreen(context);
  const dialog = createDialog(player, root, className);
  const notice = createNotice(root, className);
  const picture = watchPicture(player, environment.clock, () => update());

  const update = (): void => {
    const state = playgate.state.get();
    const due = lock.isBusy() || picture.isBlocked();
    const screen = due ? (lock.screenFor(state) ?? stop.screenFor(state)) : undefined;
    const phrase = !screen && picture.isAwaited() ? noticeText(state) : undefined;
    const text = phrase && context.translate(phrase);
    dialog.show(screen, announce);
    notice.show(text, state.phase === 'network' ? tryAgain() : undefined);
    if (screen === undefined) announce(text ?? '');
  };
  const tryAgain = (): { caption: string; run: () => void } => ({
    caption: context.translate('Try again'),
    run: () => playgate.retry(),
  });
  const shown = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) stop.returned();
  };
  window.addEventListener('pageshow', shown);
  const unsubscribe = playgate.state.subscribe(update);
  const unfollow = followLanguage(player, addTexts, () => {
    root.lang = player.language() ?? 'en';
    root.dir = RIGHT_TO_LEFT.test(root.lang) ? 'rtl' : 'ltr';
    update();
  });

  return {
    dispose() {
      window.removeEventListener('pageshow', shown);
      unsubscribe();
      unfollow();
      picture.dispose();
      lock.dispose();
      dialog.show(undefined, announce);
      silence();
      root.remove();
    },
  };
}
