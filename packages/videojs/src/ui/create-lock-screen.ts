import type { AuthorizerPhase, AuthorizerState } from '@playgate/client';
import { viewerMessage } from '../lang/viewer-message.ts';
import type { DialogContent } from './create-dialog.ts';
import { createEntryFrame } from './create-entry-frame.ts';
import type { EntryFrame } from './create-entry-frame.ts';
import { createNonce } from './create-nonce.ts';
import { noticeText } from './notice-text.ts';
import type { UiContext } from './ui-context.ts';

/** Phases in which an answer may still be looked at. */
const UNDECIDED: readonly AuthorizerPhase[] = [
  'locked',
  'idle',
  'authorizing',
  'waiting',
  'network',
];

/** The way through the lock: lock screen, frame, return, answer. */
export interface LockScreen {
  /** Whether the viewer is on the way, so that the dialog stays whatever the picture does. */
  isBusy(): boolean;
  /** The dialog that is due; `undefined` if it is not one of these. */
  screenFor(state: AuthorizerState): DialogContent | undefined;
  dispose(): void;
}

/** Makes one. */
export function createLockScreen(context: UiContext): LockScreen {
  const { playgate, translate, changed } = context;
  let frame: EntryFrame | undefined;
  /** What is being looked at; another object for each answer. */
  let answer: Readonly<Record<string, string>> | undefined;
  let failed = false;

  const closeFrame = (): void => {
    frame?.dispose();
    frame = undefined;
  };
  const openFrame = (): void => {
    const { interaction } = playgate.state.get();
    if (interaction === undefined) return;
    closeFrame();
    failed = false;
    frame = createEntryFrame({
      interaction,
      nonce: createNonce(context.environment.randomBytes),
      label: context.options.title ?? interaction.buttonCaption ?? translate('Unlock'),
      closeCaption: translate('Close'),
      loadingText: translate('Loading…'),
      id: context.id,
      freedom: context.options.frame ?? {},
      onReturn: (hash) => void check({ hash }),
      onClose: () => {
        closeFrame();
        changed();
      },
    });
    changed();
  };
  const check = async (mine: Readonly<Record<string, string>>): Promise<void> => {
    closeFrame();
    answer = mine;
    changed();
    // A rejection is in the state as well, from where the viewer hears of it.
    await playgate.answer(mine).catch(() => undefined);
    if (answer !== mine) return;
    answer = undefined;
    failed = true;
    changed();
  };
  const follow = (): void => {
    const { phase } = playgate.state.get();
    if (phase !== 'locked') closeFrame();
    if (UNDECIDED.includes(phase)) return;
    answer = undefined;
    failed = false;
  };
  const lockScreen = ({ interaction }: AuthorizerState): DialogContent =>
    context.message({
      name: 'locked',
      heading: translate('This video is locked'),
      text: interaction?.message ?? translate(viewerMessage('interaction_required')),
      problem: failed ? translate('That did not work. Please try again.') : undefined,
      button: { caption: interaction?.buttonCaption ?? translate('Unlock'), run: openFrame },
    });
  const checkScreen = (state: AuthorizerState): DialogContent => {
    const line = state.phase === 'network' ? noticeText(state) : undefined;
    return context.message({
      name: 'checking',
      heading: translate('Checking your access…'),
      text: line && translate(line),
      busy: true,
    });
  };

  const unsubscribe = playgate.state.subscribe(follow);
  return {
    isBusy: () => frame !== undefined || answer !== undefined,
    screenFor(state) {
      if (answer !== undefined) return checkScreen(state);
      if (state.phase === 'locked') return frame?.content ?? lockScreen(state);
      return undefined;
    },
    dispose() {
      unsubscribe();
      closeFrame();
      answer = undefined;
    },
  };
}
