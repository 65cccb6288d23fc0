import { findAccount } from '../../visit/accounts.ts';
import type { Standing, TabNews, Way } from '../tabs/tab-news.ts';

/** One sentence of what happened, and how often it was said in a row. */
export interface TaleLine {
  readonly key: number;
  readonly text: string;
  readonly tone: TaleTone;
  readonly times: number;
}

export type TaleTone = 'pass' | 'ask' | 'refused' | 'replayed' | 'stopped';

type Sentence = Pick<TaleLine, 'text' | 'tone'>;

const KEEP = 30;
/** How many of the newest lines are not said again. */
const RECENT = 3;

/** Adds a sentence, newest first. What was said a moment ago is counted instead of said again. */
export function addToTale(
  tale: readonly TaleLine[],
  sentence: Sentence | undefined,
): readonly TaleLine[] {
  if (sentence === undefined) return tale;
  const same = tale.findIndex((line, index) => index < RECENT && line.text === sentence.text);
  if (same >= 0)
    return tale.map((line, index) => (index === same ? { ...line, times: line.times + 1 } : line));
  const key = (tale[0]?.key ?? 0) + 1;
  return [{ ...sentence, key, times: 1 }, ...tale].slice(0, KEEP);
}

/**
 * Tells news in plain words.
 *
 * @param me This tab's letter.
 * @param before Where the tab stood until now.
 */
export function sentenceFor(
  news: TabNews,
  me: string,
  before: Standing | undefined,
): Sentence | undefined {
  const tab = tabName(news.tab, me);
  if (news.kind === 'hello') return { text: `${tab} is there.`, tone: 'replayed' };
  if (news.kind === 'happening') return ofHappening(news, tab);
  const { status, signedOutBy } = news.standing;
  const isKnown = before?.status === status && before.signedOutBy === signedOutBy;
  return isKnown ? undefined : ofStanding(news, tab, me);
}

/** Tells that the backend has a new token. */
export const backendRefreshed: Sentence = {
  text: 'The backend got itself a new token. No tab took part.',
  tone: 'pass',
};

export const tabName = (tab: string, me: string): string =>
  tab === me ? 'This tab' : `Tab ${tab}`;

function ofStanding(
  { standing }: TabNews & { kind: 'standing' },
  tab: string,
  me: string,
): Sentence | undefined {
  const { status, who, signedOutBy, heardAfterMs = 0, code } = standing;
  if (status === 'pending') return undefined;
  if (status === 'signed-in')
    return {
      text: `${tab} is signed in as ${findAccount(who)?.name ?? 'somebody'}.`,
      tone: 'pass',
    };
  if (signedOutBy !== undefined) {
    const by = signedOutBy === me ? 'this tab' : `tab ${signedOutBy}`;
    return { text: `${tab} was signed out by ${by}, ${heardAfterMs} ms later.`, tone: 'stopped' };
  }
  return code === undefined
    ? undefined
    : { text: `${tab} is signed out: ${code.replaceAll('_', ' ')}.`, tone: 'refused' };
}

const OF_WAY: Readonly<Record<Way, string>> = {
  backend: 'asked the backend for a pass.',
  browser: 'asked for a token.',
};

function ofHappening(news: TabNews & { kind: 'happening' }, tab: string): Sentence {
  switch (news.what) {
    case 'signing-out':
      return { text: `${tab} signs out.`, tone: 'stopped' };
    case 'asked':
      return { text: `${tab} ${OF_WAY[news.way]}`, tone: 'ask' };
    case 'adopted':
      return { text: `${tab} took over the token of another tab.`, tone: 'replayed' };
    case 'token':
      return {
        text: `${tab} ${news.isFirst ? 'got' : 'refreshed:'} a token for ${Math.round(news.lifeMs / 100) / 10} s.`,
        tone: 'pass',
      };
    case 'failed':
      return { text: `${tab} got no token: ${news.code.replaceAll('_', ' ')}.`, tone: 'refused' };
  }
}
