import { abortedBy, clientError } from '../client-error.ts';
import type { Clock } from '../clock.ts';
import { onAbort } from '../on-abort.ts';
import type { SessionPage, SessionPopup } from './session-page.ts';

const LOOK_EACH_MS = 500;
/** Looks in a row that must find it closed. */
const LOOKS = 3;
const LONGEST_MS = 600_000;

/** What a popup is waited for with. */
export interface PopupContext {
  readonly page: SessionPage;
  readonly clock: Clock;
  /** What ends the wait. */
  readonly signals: readonly AbortSignal[];
  /** Calls when somebody may have signed in in another window. */
  readonly onArrival: (call: () => void) => () => void;
  /** Asks, `anew` or with whoever asks already. */
  readonly isSignedIn: (anew: boolean) => Promise<boolean>;
}

/**
 * Waits until somebody is signed in, or the popup is gone. Nothing is heard of the window itself: where a page cuts it off (COOP) it could
 * say nothing.
 *
 * @throws {ClientError} `popup_closed`, `timeout`, `aborted`
 */
export function popupEnd(popup: SessionPopup, context: PopupContext): Promise<void> {
  const { page, clock, signals, onArrival, isSignedIn } = context;
  let undo = (): void => {};
  const end = new Promise<void>((resolve, reject) => {
    const check = async (): Promise<void> => {
      if (await isSignedIn(true)) resolve();
      else reject(clientError('popup_closed', 'The viewer closed the window.'));
    };
    let looks = 0;
    let cancelLook = (): void => {};
    // A popup that was cut off looks closed as well: only when the viewer is back here, it is.
    const look = (): void => {
      looks = popup.closed && page.document.hasFocus() ? looks + 1 : 0;
      if (looks < LOOKS) cancelLook = clock.after(LOOK_EACH_MS, look);
      else void check();
    };
    look();
    const cancelLongest = clock.after(LONGEST_MS, () =>
      reject(clientError('timeout', 'The viewer did not sign in in time.')),
    );
    const ignoreArrivals = onArrival(() => {
      void isSignedIn(false).then((isIn) => isIn && resolve());
    });
    const ignoreAborts = signals.map((signal) => onAbort(signal, () => reject(abortedBy(signal))));
    undo = () => {
      cancelLook();
      cancelLongest();
      ignoreArrivals();
      for (const ignore of ignoreAborts) ignore();
    };
  });
  return end.finally(() => undo());
}
