import type { AuthorizerState } from '@playgate/client';
import type { DialogContent } from './create-dialog.ts';
import { createUnlocking } from './create-unlocking.ts';
import { noticeText } from './notice-text.ts';
import type { UiContext } from './ui-context.ts';

/** The dialogs of the lock: lock screen, frame, progress. */
export interface LockScreen {
  /** Whether the viewer is on the way through, so that the dialog stays whatever the picture does. */
  isBusy(): boolean;
  /** The dialog that is due; `undefined` if it is not one of these. */
  screenFor(state: AuthorizerState): DialogContent | undefined;
  dispose(): void;
}

/** Makes them. */
export function createLockScreen(context: UiContext): LockScreen {
  const { translate, message } = context;
  const way = createUnlocking(context);

  const locked = ({ interaction }: AuthorizerState): DialogContent =>
    message({
      name: 'locked',
      heading: translate('This video is locked'),
      text: interaction?.message ?? translate('Unlock it to start watching.'),
      problem: way.hasFailed ? translate('That did not work. Please try again.') : undefined,
      button: { caption: interaction?.buttonCaption ?? translate('Unlock'), run: way.open },
    });
  const checking = (state: AuthorizerState): DialogContent => {
    const line = state.phase === 'network' ? noticeText(state) : undefined;
    return message({
      name: 'checking',
      heading: translate('Checking your access…'),
      text: line && translate(line),
      busy: true,
    });
  };
  return {
    isBusy: () => way.frame !== undefined || way.isChecking,
    screenFor(state) {
      if (way.isChecking) return checking(state);
      return state.phase === 'locked' ? (way.frame?.content ?? locked(state)) : undefined;
    },
    dispose: () => way.dispose(),
  };
}
