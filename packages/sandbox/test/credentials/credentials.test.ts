import { describe, expect, test } from 'vitest';
import { createCredentials } from '../../src/credentials/credentials.ts';
import { createSandboxClock } from '../../src/sandbox-clock.ts';

function credentials() {
  const clock = createSandboxClock(() => 1_000_000);
  let made = 0;
  return { clock, book: createCredentials(clock, () => `value-${++made}`) };
}

const GRANT = { vendor: 'origin', film: 'film', lifetimeMs: 1000 } as const;
const DEMAND = { vendor: 'origin', film: 'film' } as const;

test('generations count for each film and viewer alone', () => {
  const { book } = credentials();
  const generation = (film: string, viewer?: string): number =>
    book.mint({ ...GRANT, film, ...(viewer !== undefined && { viewer }) }).generation;
  expect([generation('a'), generation('a'), generation('b'), generation('a', 'ada')]).toEqual([
    1, 2, 1, 1,
  ]);
  expect([generation('a', 'ada'), generation('a')]).toEqual([2, 3]);
});

test('end at their expiry by the sandbox’s clock, to the millisecond', () => {
  const { book, clock } = credentials();
  const { value } = book.mint(GRANT);
  clock.setOffset(999);
  expect(book.judge(value, DEMAND)).toMatchObject({ verdict: 'ok', generation: 1 });
  clock.setOffset(1000);
  expect(book.judge(value, DEMAND)).toMatchObject({
    verdict: 'expired',
    refusal: 401,
    generation: 1,
  });
  clock.setOffset(0);
  expect(book.judge(value, DEMAND)).toMatchObject({ verdict: 'ok' });
});

test.each([
  ['nothing', undefined, 'missing', 401],
  ['an empty text', '', 'missing', 401],
  ['a text nobody minted', 'value-9', 'wrong', 401],
])('%s is answered %s, %i', (_, value, verdict, refusal) => {
  const { book } = credentials();
  book.mint(GRANT);
  expect(book.judge(value, DEMAND)).toEqual({ verdict, refusal });
});

test('another film and another permission are 403, another vendor is 401', () => {
  const { book } = credentials();
  const { value } = book.mint({ ...GRANT, permissions: ['play'] });
  expect(book.judge(value, { ...DEMAND, film: 'other' })).toMatchObject({
    verdict: 'wrong',
    refusal: 403,
  });
  expect(book.judge(value, { ...DEMAND, permission: 'edit' })).toMatchObject({ refusal: 403 });
  expect(book.judge(value, { ...DEMAND, permission: 'play' })).toMatchObject({ verdict: 'ok' });
  expect(book.judge(value, { vendor: 'ibm' })).toEqual({ verdict: 'wrong', refusal: 401 });
});

describe.each([
  ['expire', 'expired'],
  ['revoke', 'revoked'],
] as const)('%s', (verb, verdict) => {
  const minted = () => {
    const { book } = credentials();
    const mint = (vendor: 'origin' | 'ibm', viewer: string) =>
      book.mint({ ...GRANT, vendor, viewer }).value;
    const values = [mint('origin', 'ada'), mint('origin', 'grace'), mint('ibm', 'ada')];
    const verdicts = () =>
      values.map((value, i) => book.judge(value, { vendor: i === 2 ? 'ibm' : 'origin' }).verdict);
    return { book, verdicts };
  };

  test.each([
    [{}, [verdict, verdict, verdict]],
    [{ vendor: 'origin' }, [verdict, verdict, 'ok']],
    [{ viewer: 'ada' }, [verdict, 'ok', verdict]],
    [{ vendor: 'ibm', viewer: 'ada' }, ['ok', 'ok', verdict]],
  ] as const)('%j', (filter, expected) => {
    const { book, verdicts } = minted();
    book[verb](filter);
    expect(verdicts()).toEqual(expected);
  });

  test('spares what is minted afterwards', () => {
    const { book } = credentials();
    book[verb]();
    expect(book.judge(book.mint(GRANT).value, DEMAND)).toMatchObject({ verdict: 'ok' });
  });
});

test('keeps the newest 20,000', () => {
  const { book } = credentials();
  const first = book.mint(GRANT).value;
  const second = book.mint(GRANT).value;
  for (let i = 0; i < 19_999; i++) book.mint(GRANT);
  expect(book.judge(first, DEMAND)).toEqual({ verdict: 'wrong', refusal: 401 });
  expect(book.judge(second, DEMAND)).toMatchObject({ verdict: 'ok' });
});
