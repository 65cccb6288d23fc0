import type { OAuthEnvironment, Popup } from '../environment.ts';
import { OAuthError } from '../oauth-error.ts';
import { isRecord } from '../storage/stored-session.ts';
import { race } from '../race.ts';

const LOOK_EACH_MS = 500;
const LONGEST_MS = 600_000;

/**
 * Waits for what a popup comes back with: by the channel, which also passes a page that cuts off the window that opened it (COOP), or by
 * a message of that very window and of this origin.
 *
 * @param onCallback Hears of callbacks by the channel.
 * @throws {OAuthError} `popup_closed`, `timeout`, `aborted`, `disposed`
 */
export function answerOf(
  popup: Popup,
  state: string,
  { environment, origin, signals, onCallback }: PopupParts,
): Promise<string> {
  const { clock, events, page } = environment;
  let undo = (): void => {};
  const answer = new Promise<string>((resolve, reject) => {
    const hear = (url: unknown): void => {
      if (typeof url === 'string' && stateOf(url) === state) resolve(url);
    };
    const onMessage = (event: Event): void => {
      if (event instanceof MessageEvent && event.origin === origin && event.source === popup)
        hear(isRecord(event.data) ? event.data['url'] : undefined);
    };
    let looks = 0;
    let cancel = (): void => {};
    // A popup whose pages cut it off looks closed as well: only when the viewer is back here, it is.
    const look = (): void => {
      looks = popup.closed && page.isFocused() ? looks + 1 : 0;
      if (looks > 2) reject(new OAuthError('popup_closed', 'The viewer closed the window.'));
      cancel = clock.after(LOOK_EACH_MS, look);
    };
    look();
    const cancelLongest = clock.after(LONGEST_MS, () =>
      reject(new OAuthError('timeout', 'The viewer did not sign in in time.')),
    );
    const mute = onCallback(hear);
    events?.addEventListener('message', onMessage);
    undo = () => {
      mute();
      cancel();
      cancelLongest();
      events?.removeEventListener('message', onMessage);
    };
  });
  return race(answer, ...signals).finally(() => undo());
}

export interface PopupParts {
  readonly environment: OAuthEnvironment;
  /** The application's own. */
  readonly origin: string;
  /** What ends the waiting. */
  readonly signals: readonly (AbortSignal | undefined)[];
  readonly onCallback: (hear: (url: string) => void) => () => void;
}

const stateOf = (url: string): string | null =>
  URL.canParse(url) ? new URL(url).searchParams.get('state') : null;
