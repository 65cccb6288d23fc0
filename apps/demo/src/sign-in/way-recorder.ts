import { createObservable } from '@playgate/client';
import type { Observable } from '@playgate/client';
import { emptyRecord, recordBackendToken, recordNews } from './line/record-news.ts';
import type { WayRecord } from './line/record-news.ts';
import type { TabLink } from './tabs/link-tabs.ts';
import type { Happening, Standing, Way } from './tabs/tab-news.ts';

/** Gathers what happens to one way to sign in, in this tab and in all others. */
export interface WayRecorder {
  readonly record: Observable<WayRecord>;
  /** Something happened here; the other tabs hear of it. */
  happen(happening: Happening): void;
  /** This tab stands somewhere else now. */
  stand(standing: Standing): void;
  /** The backend got a token, at that time since 1970, in milliseconds. */
  backendToken(atMs: number, token: { readonly lifeMs: number; readonly isFirst: boolean }): void;
}

export interface WayRecorderParts {
  readonly way: Way;
  readonly link: TabLink;
  /** Whether the tokens of other tabs are this tab's, too. */
  readonly isShared: () => boolean;
}

export function createWayRecorder({ way, link, isShared }: WayRecorderParts): WayRecorder {
  const { me } = link;
  const record = createObservable(emptyRecord);
  let mine: Standing = { status: 'pending' };
  /** Which tab signs out, and when this tab was signed out. Either may be heard of first. */
  let leaver: { readonly tab: string; readonly atMs: number } | undefined;
  let endedAtMs: number | undefined;
  const say = (): void => {
    if (leaver && endedAtMs !== undefined) {
      const heardAfterMs = Math.max(0, endedAtMs - leaver.atMs);
      if (leaver.tab !== me) mine = { ...mine, signedOutBy: leaver.tab, heardAfterMs };
      leaver = undefined;
      endedAtMs = undefined;
    }
    link.tell({ kind: 'standing', way, standing: mine });
  };
  link.hear((news) => {
    if (news.kind !== 'hello' && news.way !== way) return;
    const terms = { me, isShared: isShared(), at: performance.now() };
    record.set(recordNews(record.get(), news, terms));
    if (news.kind === 'hello' && news.tab !== me) say();
    if (news.kind === 'happening' && news.what === 'signing-out') {
      leaver = news;
      if (endedAtMs !== undefined) say();
    }
  });
  return {
    record,
    happen: (happening) => link.tell({ kind: 'happening', way, atMs: Date.now(), ...happening }),
    stand(standing) {
      const isEnd = standing.status === 'signed-out' && mine.status === 'signed-in';
      endedAtMs = isEnd && standing.code === undefined ? Date.now() : undefined;
      if (standing.status === 'signed-in') leaver = undefined;
      mine = standing;
      say();
    },
    backendToken(atMs, token) {
      const at = atMs - performance.timeOrigin;
      record.set(recordBackendToken(record.get(), at, token));
    },
  };
}
