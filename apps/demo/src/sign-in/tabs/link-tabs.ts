import { createObservable } from '@playgate/client';
import type { Observable } from '@playgate/client';
import { isTabNews } from './tab-news.ts';
import type { TabNews, TabWord } from './tab-news.ts';
import { tabsThere, takeTabName } from './take-tab-name.ts';

/** This tab among those that have the same page open. */
export interface TabLink {
  /** This tab's letter. */
  readonly me: string;
  /** The letters of all that are there. A tab that is killed leaves, too. */
  readonly there: Observable<readonly string[]>;
  /** Tells all of them, this one included. */
  tell(word: TabWord): void;
  hear(listener: (news: TabNews) => void): () => void;
}

const CHANNEL = 'demo-tabs';
const EVERY_MS = 1000;

/** Joins the other tabs, until the page goes. */
export async function linkTabs(): Promise<TabLink> {
  const me = await takeTabName();
  const there = createObservable<readonly string[]>([me]);
  const listeners = new Set<(news: TabNews) => void>();
  const channel = new BroadcastChannel(CHANNEL);
  const look = async (): Promise<void> => {
    const letters = await tabsThere();
    if (letters.join('') !== there.get().join('')) there.set(letters);
  };
  const spread = (news: TabNews): void => {
    for (const listener of listeners) listener(news);
  };
  channel.addEventListener('message', ({ data }) => {
    if (!isTabNews(data)) return;
    if (data.kind === 'hello') void look();
    spread(data);
  });
  setInterval(() => void look(), EVERY_MS);
  void look();
  return {
    me,
    there,
    tell(word) {
      const news = { ...word, tab: me };
      channel.postMessage(news);
      spread(news);
    },
    hear(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
