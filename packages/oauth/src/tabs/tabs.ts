import type { OAuthEnvironment } from '../environment.ts';
import type { Channel } from './channel.ts';
import { createMark } from './mark.ts';
import type { Mark } from './mark.ts';
import { isMessage } from './message.ts';
import type { Message } from './message.ts';

/** The other tabs: what they did, and what they are told. */
export interface Tabs {
  /** Listens from now on. */
  start(): void;
  /** @returns Whether there is a way to tell them. */
  tell(message: Message): boolean;
  /** Leaves a mark for tabs that hear nothing now, and tells the others. */
  leaveMark(why: Mark['why'], tag?: string): void;
  /** The mark of now, to be held against later. */
  marked(): string;
  /** What another tab left since the last look. */
  news(): Mark | undefined;
  stop(): void;
}

/** Who hears of it. */
export interface TabsListener {
  /** The page woke, or a tab left a mark. */
  look(told?: Mark): void;
  hear(message: Exclude<Message, { kind: 'news' }>): void;
}

const WAKES = ['pageshow', 'visibilitychange', 'storage'] as const;

export function createTabs(environment: OAuthEnvironment, key: string, to: TabsListener): Tabs {
  const { events, openChannel } = environment;
  const mark = createMark(environment, key);
  let channel: Channel | undefined;

  const hear = ({ data }: MessageEvent): void => {
    if (!isMessage(data)) return;
    // Where there is a mark it counts: a message may be older.
    if (data.kind === 'news') to.look(environment.marks ? undefined : data);
    else to.hear(data);
  };
  const open = (): void => {
    channel ??= openChannel?.(key);
    if (channel) channel.onmessage = hear;
  };
  /** A message would throw the page out of the back/forward cache. */
  const close = (): void => {
    channel?.close();
    channel = undefined;
  };
  const woken = ({ type }: Event): void => {
    if (type === 'pageshow') open();
    to.look();
  };
  const tell = (message: Message): boolean => {
    const by = channel ?? openChannel?.(key);
    by?.postMessage(message);
    if (by !== channel) by?.close();
    return by !== undefined;
  };
  return {
    start() {
      open();
      for (const type of WAKES) events?.addEventListener(type, woken);
      events?.addEventListener('pagehide', close);
    },
    tell,
    leaveMark(why, tag) {
      mark.leave(why, tag);
      tell({ kind: 'news', why, tag });
    },
    marked: mark.text,
    news: mark.news,
    stop() {
      for (const type of WAKES) events?.removeEventListener(type, woken);
      events?.removeEventListener('pagehide', close);
      close();
    },
  };
}
