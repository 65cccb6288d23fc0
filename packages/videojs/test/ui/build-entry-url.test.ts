import { describe, expect, test } from 'vitest';
import { buildEntryUrl } from '../../src/ui/build-entry-url.ts';

const nonce = 'f'.repeat(32);
const entryUrl = 'https://club.example/enter';
const returnUrl = 'https://app.example/pass';

describe('buildEntryUrl', () => {
  test('adds what the backend wants, and the way back with the nonce', () => {
    const url = buildEntryUrl({ entryUrl, returnUrl, params: { ustreamContentId: '2002' } }, nonce);
    expect(url).toBe(
      `https://club.example/enter?ustreamContentId=2002&hashConsumer=${encodeURIComponent(`${returnUrl}?nonce=${nonce}`)}`,
    );
  });

  test('keeps the queries that are there byte for byte', () => {
    const url = buildEntryUrl(
      {
        entryUrl: `${entryUrl}?a=%20b+c&&d=%2f&e`,
        returnUrl: `${returnUrl}?k=%7e+x`,
        returnParam: 'back',
      },
      nonce,
    );
    expect(url.startsWith(`${entryUrl}?a=%20b+c&&d=%2f&e&back=`)).toBe(true);
    expect(new URL(url).searchParams.get('back')).toBe(`${returnUrl}?k=%7e+x&nonce=${nonce}`);
  });

  test.each([
    ['a lone question mark', '?', `?back=`],
    ['a trailing ampersand', '?a=1&', `?a=1&back=`],
  ])('adds no second joint after %s', (_, query, expected) => {
    const url = buildEntryUrl(
      { entryUrl: entryUrl + query, returnUrl, returnParam: 'back' },
      nonce,
    );
    expect(url.startsWith(entryUrl + expected + 'https%3A')).toBe(true);
  });

  test('puts the query before a fragment, question marks in it or not', () => {
    const url = buildEntryUrl({ entryUrl: `${entryUrl}#/a?b#c`, returnUrl }, nonce);
    expect(new URL(url).hash).toBe('#/a?b#c');
    expect(new URL(url).searchParams.get('hashConsumer')).toBe(`${returnUrl}?nonce=${nonce}`);
  });

  test('encodes names and values, so that none can add a parameter', () => {
    const url = buildEntryUrl(
      { entryUrl, returnUrl, params: { 'a&b': 'c&hashConsumer=https://evil.example#' } },
      nonce,
    );
    expect([...new URL(url).searchParams.keys()]).toEqual(['a&b', 'hashConsumer']);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', '/enter', ' https://club.example'])(
    'refuses %j, which would run as our own page',
    (bad) => {
      const code = expect.objectContaining({ code: 'invalid_response' });
      expect(() => buildEntryUrl({ entryUrl: bad, returnUrl }, nonce)).toThrow(code);
      expect(() => buildEntryUrl({ entryUrl, returnUrl: bad }, nonce)).toThrow(code);
    },
  );
});
