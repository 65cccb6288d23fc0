import type { OAuthSettings } from '../oauth-options.ts';
import type { Tabs } from '../tabs/tabs.ts';

/** Marks the state of a sign-in in a popup, so that the popup knows what it is. */
export const POPUP = 'popup.';

/** Tells the window that opened this popup what it came back with: this origin only, by each way there is. Then closes it. */
export function relay({ environment, origin }: OAuthSettings, tabs: Tabs, url: string): void {
  const { page, clock } = environment;
  const message = { kind: 'callback', url } as const;
  tabs.tell(message);
  page.tellOpener(message, origin);
  // Messages that were posted get there all the same.
  clock.after(0, page.close);
}
