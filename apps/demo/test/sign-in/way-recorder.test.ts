import { createObservable } from '@playgate/client';
import { expect, test } from 'vitest';
import type { TabLink } from '../../src/sign-in/tabs/link-tabs.ts';
import type { TabNews, TabWord } from '../../src/sign-in/tabs/tab-news.ts';
import { createWayRecorder } from '../../src/sign-in/way-recorder.ts';

/** Tab A, among tabs that say whatever the test has them say. */
function openTab() {
  const listeners = new Set<(news: TabNews) => void>();
  const said: TabWord[] = [];
  const link: TabLink = {
    me: 'A',
    there: createObservable<readonly string[]>(['A', 'B']),
    tell(word) {
      said.push(word);
      for (const listener of listeners) listener({ ...word, tab: 'A' });
    },
    hear(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const recorder = createWayRecorder({ way: 'browser', link, isShared: () => false });
  const hear = (news: TabNews): void => {
    for (const listener of listeners) listener(news);
  };
  return { recorder, hear, said, standing: () => recorder.record.get().standings['A'] };
}

const leaving = (tab: string): TabNews => ({
  ...{ kind: 'happening', way: 'browser', what: 'signing-out', tab, atMs: Date.now() },
});

test.each(['the word', 'the end'])(
  'who signed this tab out is told, also where %s comes first',
  (first) => {
    const { recorder, hear, standing } = openTab();
    recorder.stand({ status: 'signed-in', who: 'ada' });
    if (first === 'the word') hear(leaving('B'));
    recorder.stand({ status: 'signed-out' });
    if (first === 'the end') hear(leaving('B'));
    expect(standing()).toMatchObject({ status: 'signed-out', signedOutBy: 'B' });
    expect(recorder.record.get().tale[0]?.text).toContain('was signed out by tab B');
  },
);

test('whoever signs out themselves, or loses the session, was signed out by nobody', () => {
  const { recorder, standing, hear } = openTab();
  recorder.stand({ status: 'signed-in', who: 'ada' });
  recorder.happen({ what: 'signing-out' });
  recorder.stand({ status: 'signed-out' });
  expect(standing()).toEqual({ status: 'signed-out' });
  recorder.stand({ status: 'signed-in', who: 'ada' });
  recorder.stand({ status: 'signed-out', code: 'session_lost' });
  hear(leaving('B'));
  expect(standing()).toEqual({ status: 'signed-out', code: 'session_lost' });
});

test('a tab that is new is told where this one stands; what is about the other way is not heard', () => {
  const { recorder, hear, said } = openTab();
  recorder.stand({ status: 'signed-in', who: 'ada' });
  const before = said.length;
  hear({ kind: 'hello', tab: 'B' });
  expect(said.slice(before)).toEqual([
    { kind: 'standing', way: 'browser', standing: { status: 'signed-in', who: 'ada' } },
  ]);
  const record = recorder.record.get();
  hear({ kind: 'happening', way: 'backend', what: 'asked', tab: 'B', atMs: 0 });
  expect(recorder.record.get()).toBe(record);
});
