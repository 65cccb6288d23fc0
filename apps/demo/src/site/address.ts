import { createObservable } from '@playgate/client';
import type { Observable } from '@playgate/client';

const path = createObservable(location.pathname);
addEventListener('popstate', () => path.set(location.pathname));

/** The path of the page's address. */
export const address: Observable<string> = path;

/** Goes to another address of this page. */
export function goTo(to: string): void {
  history.pushState(null, '', to);
  path.set(to);
}

/** The same, in place of where one is now. */
export function replaceWith(to: string): void {
  history.replaceState(null, '', to);
  path.set(location.pathname);
}
