import { describe, expect, test } from 'vitest';
import {
  emptyRecord,
  recordBackendToken,
  recordNews,
} from '../../../src/sign-in/line/record-news.ts';
import type { RecordTerms, WayRecord } from '../../../src/sign-in/line/record-news.ts';
import type { Happening, Standing, TabNews } from '../../../src/sign-in/tabs/tab-news.ts';

const standing = (tab: string, where: Standing): TabNews => ({
  ...{ kind: 'standing', tab, way: 'browser', standing: where },
});
const happening = (tab: string, what: Happening): TabNews => ({
  ...{ kind: 'happening', tab, way: 'browser', atMs: 0, ...what },
});
const ada: Standing = { status: 'signed-in', who: 'ada' };
const out: Standing = { status: 'signed-out' };
const token: Happening = { what: 'token', lifeMs: 8000, isFirst: false };

/** What comes of news, a second apart. */
function recordAll(news: readonly TabNews[], terms: Partial<RecordTerms> = {}): WayRecord {
  return news.reduce(
    (record, one, index) =>
      recordNews(record, one, { me: 'A', isShared: false, at: 1000 * (index + 1), ...terms }),
    emptyRecord,
  );
}

describe('what this tab does', () => {
  test('a presence lasts from the sign-in to the sign-out, which ends the token, too', () => {
    const { line } = recordAll([
      standing('A', ada),
      happening('A', { ...token, isFirst: true }),
      standing('A', out),
    ]);
    expect(line.presences).toEqual([{ from: 1000, to: 3000 }]);
    expect(line.tokens).toEqual([{ n: 1, from: 2000, endsAt: 10_000, replacedAt: 3000 }]);
    expect(line.ends).toEqual([3000]);
  });

  test('the first token is no refresh, the next one is, and takes its place', () => {
    const { line, lastRefresher } = recordAll([
      happening('A', { ...token, isFirst: true }),
      happening('A', token),
    ]);
    expect(line.tokens.map(({ replacedAt }) => replacedAt)).toEqual([2000, undefined]);
    expect(line.marks).toEqual([{ at: 2000, who: 'A', what: 'refreshed' }]);
    expect(lastRefresher).toBe('A');
  });

  test('to stand where one stood is no news', () => {
    const { line, tale } = recordAll([standing('A', ada), standing('A', ada)]);
    expect(line.presences).toHaveLength(1);
    expect(tale).toHaveLength(1);
  });
});

describe('what another tab does', () => {
  test('its tokens are this tab’s where they are shared, and its own where they are not', () => {
    const news = [happening('B', token)];
    expect(recordAll(news, { isShared: true }).line.tokens).toHaveLength(1);
    const { line } = recordAll(news);
    expect(line.tokens).toEqual([]);
    expect(line.marks).toEqual([{ at: 1000, who: 'B', what: 'refreshed' }]);
  });

  test('its sign-out is told, and is no end here before this tab stands elsewhere', () => {
    const record = recordAll([
      standing('A', ada),
      standing('B', ada),
      happening('B', { what: 'signing-out' }),
      standing('B', out),
    ]);
    expect(record.line.ends).toEqual([]);
    expect(record.standings).toEqual({ A: ada, B: out });
    const after = recordNews(record, standing('A', { ...out, signedOutBy: 'B', heardAfterMs: 3 }), {
      me: 'A',
      isShared: false,
      at: 5000,
    });
    expect(after.line.ends).toEqual([5000]);
    expect(after.tale[0]?.text).toBe('This tab was signed out by tab B, 3 ms later.');
  });
});

describe('what the backend does', () => {
  test('its first token says when the session began; its refreshes are in its own row', () => {
    let record = recordAll([standing('A', ada)]);
    record = recordBackendToken(record, 200, { lifeMs: 8000, isFirst: true });
    record = recordBackendToken(record, 6200, { lifeMs: 8000, isFirst: false });
    expect(record.line.presences).toEqual([{ from: 200 }]);
    expect(record.line.tokens.map(({ n, from }) => [n, from])).toEqual([
      [1, 200],
      [2, 6200],
    ]);
    expect(record.line.marks).toEqual([{ at: 6200, who: 'backend', what: 'refreshed' }]);
  });
});

test('what ended more than a minute ago is dropped, and tokens keep their numbers', () => {
  const news = Array.from({ length: 100 }, () => happening('A', token));
  const { line } = recordAll(news);
  expect(line.count).toBe(100);
  expect(line.tokens.at(-1)?.n).toBe(100);
  expect(line.tokens.length).toBeLessThan(64);
  expect(line.marks.length).toBeLessThan(64);
});
