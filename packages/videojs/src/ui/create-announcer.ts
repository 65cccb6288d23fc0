import type { Clock } from '@playgate/client';
import { createElement } from './create-element.ts';

/** Screen readers miss what an element says that has only just come. */
const DELAY_MS = 100;

/** Speaks to screen readers. */
export interface Announcer {
  /** Says something, politely, in place of what it said before. Empty: nothing. */
  readonly announce: (text: string) => void;
  readonly dispose: () => void;
}

/** Makes one, in an element that is never seen. */
export function createAnnouncer(root: HTMLElement, clock: Clock): Announcer {
  const status = createElement('p', 'vjs-control-text');
  status.setAttribute('role', 'status');
  root.append(status);
  let said = '';
  let cancel = (): void => undefined;
  return {
    announce(text) {
      if (text === said) return;
      said = text;
      cancel();
      cancel = clock.after(DELAY_MS, () => {
        status.textContent = text;
      });
    },
    dispose: () => cancel(),
  };
}
