import type { Standing, TabNews } from '../tabs/tab-news.ts';
import {
  addEnd,
  addMark,
  addPresence,
  addToken,
  emptyLine,
  presentSince,
  trimLine,
} from './sign-in-line.ts';
import type { SignInLine } from './sign-in-line.ts';
import { addToTale, backendRefreshed, sentenceFor } from './tale.ts';
import type { TaleLine } from './tale.ts';

/** Everything that is known of one way to sign in. */
export interface WayRecord {
  readonly line: SignInLine;
  readonly tale: readonly TaleLine[];
  /** Where each tab stands, by its letter. */
  readonly standings: Readonly<Record<string, Standing>>;
  /** The letter of the tab that refreshed last. */
  readonly lastRefresher?: string;
}

/** What a record is written with. */
export interface RecordTerms {
  readonly me: string;
  /** Whether the tokens of other tabs are this tab's, too. */
  readonly isShared: boolean;
  /** The page's clock, at this moment, in milliseconds. */
  readonly at: number;
}

export const emptyRecord: WayRecord = {
  line: emptyLine,
  tale: [],
  standings: {},
};

/** How far back is kept; the widest view shows less. */
const KEEP_MS = 60_000;

/** Adds what a tab said. Pure. */
export function recordNews(record: WayRecord, news: TabNews, terms: RecordTerms): WayRecord {
  const { at, me } = terms;
  const tale = addToTale(record.tale, sentenceFor(news, me, record.standings[news.tab]));
  const noted = { ...record, tale, line: trimLine(record.line, at - KEEP_MS) };
  if (news.kind === 'hello') return noted;
  return news.kind === 'standing'
    ? recordStanding(noted, news, terms)
    : recordHappening(noted, news, terms);
}

/** Adds a token that the backend got: with the sign-in, or later. */
export function recordBackendToken(
  record: WayRecord,
  at: number,
  { lifeMs, isFirst }: { readonly lifeMs: number; readonly isFirst: boolean },
): WayRecord {
  const line = addToken(record.line, at, lifeMs);
  if (isFirst) return { ...record, line: presentSince(line, at) };
  return {
    ...record,
    line: addMark(line, { at, who: 'backend', what: 'refreshed' }),
    tale: addToTale(record.tale, backendRefreshed),
  };
}

function recordStanding(
  record: WayRecord,
  { tab, standing }: TabNews & { kind: 'standing' },
  { me, at }: RecordTerms,
): WayRecord {
  const standings = { ...record.standings, [tab]: standing };
  if (tab !== me || standing.status === 'pending') return { ...record, standings };
  const move = standing.status === 'signed-in' ? addPresence : addEnd;
  return { ...record, standings, line: move(record.line, at) };
}

function recordHappening(
  record: WayRecord,
  news: TabNews & { kind: 'happening' },
  { me, at, isShared }: RecordTerms,
): WayRecord {
  const { tab: who, what } = news;
  if (what === 'signing-out') return record;
  if (what !== 'token') return { ...record, line: addMark(record.line, { at, who, what }) };
  const isOwn = who === me || isShared;
  const line = isOwn ? addToken(record.line, at, news.lifeMs) : record.line;
  if (news.isFirst) return { ...record, line };
  return {
    ...record,
    lastRefresher: who,
    line: addMark(line, { at, who, what: 'refreshed' }),
  };
}
