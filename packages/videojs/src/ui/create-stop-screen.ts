import type { AuthorizerState } from '@playgate/client';
import { viewerMessage } from '../lang/viewer-message.ts';
import type { DialogContent } from './create-dialog.ts';
import { createSignIn } from './create-sign-in.ts';
import type { UiContext } from './ui-context.ts';

/** The dialogs that say why nothing can be played, and what helps. */
export interface StopScreen {
  /** The dialog that is due; `undefined` in a state that does not stop the picture. */
  screenFor(state: AuthorizerState): DialogContent | undefined;
  /** The page came back out of the back/forward cache. */
  returned(): void;
}

/** Makes them. */
export function createStopScreen({
  playgate,
  options,
  translate,
  message,
  changed,
}: UiContext): StopScreen {
  const retry = (): void => playgate.retry();
  const tryAgain = () => ({ caption: translate('Try again'), run: retry });
  const signIn = options.signIn && createSignIn(options.signIn, retry, changed);

  const signedOut = (text: string): DialogContent => {
    const busy = signIn?.step === 'busy';
    return message({
      name: 'signed-out',
      heading: translate('Sign in to watch'),
      text,
      problem:
        signIn?.step === 'failed' ? translate('That did not work. Please try again.') : undefined,
      busy,
      button: busy
        ? undefined
        : signIn
          ? { caption: translate('Sign in'), run: signIn.run }
          : tryAgain(),
    });
  };
  return {
    returned: () => signIn?.returned(),
    screenFor({ phase, error }) {
      const heading = translate('This video cannot be played');
      switch (phase) {
        case 'signed-out':
          return signedOut(translate(viewerMessage(error?.code ?? 'signed_out')));
        case 'denied':
          return message({
            name: phase,
            heading,
            text: translate(viewerMessage(error?.code ?? 'forbidden')),
            button: tryAgain(),
          });
        case 'unsupported':
          return message({
            name: phase,
            heading,
            text: translate(viewerMessage(error?.code ?? 'placement_unsupported')),
          });
        default:
          return undefined;
      }
    },
  };
}
