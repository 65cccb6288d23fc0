import { createObservable } from '@playgate/client';
import type { Observable } from '@playgate/client';
import { onceDone } from '../site/once-done.ts';
import { openBackendWay } from './backend-way.ts';
import type { BackendWay } from './backend-way.ts';
import { browserWay, openBrowserWay } from './browser-way.ts';
import { followBrowserWay } from './follow-browser-way.ts';
import { linkTabs } from './tabs/link-tabs.ts';
import type { TabLink } from './tabs/link-tabs.ts';
import { createWayRecorder } from './way-recorder.ts';
import type { WayRecorder } from './way-recorder.ts';

/** Both ways to sign in, with what is recorded of them. */
export interface Ways {
  readonly link: TabLink;
  readonly backend: BackendWay;
  readonly browser: WayRecorder;
}

const opened = createObservable<Ways | undefined>(undefined);

/** Both; `undefined` until they are opened. */
export const ways: Observable<Ways | undefined> = opened;

/** Opens both, once, and joins the other tabs that have. */
export const openWays: () => Promise<void> = onceDone(open);

async function open(): Promise<void> {
  const [link, { tokenSeconds }] = await Promise.all([linkTabs(), openBrowserWay()]);
  const lifeMs = tokenSeconds * 1000;
  const isShared = (): boolean => browserWay.get()?.settings.keep === 'indexeddb';
  const browser = createWayRecorder({ way: 'browser', link, isShared });
  followBrowserWay(browser, lifeMs);
  opened.set({ link, browser, backend: openBackendWay(link, lifeMs) });
  link.tell({ kind: 'hello' });
}
