import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { removeQuery, setQuery } from '../src/set-query.ts';

const TOKEN = { names: ['token'], text: 'token=new' };

describe('setQuery', () => {
  it.each([
    ['https://a/x', 'https://a/x?token=new'],
    ['https://a/x#f?g', 'https://a/x?token=new#f?g'],
    ['https://a/x?a=1', 'https://a/x?a=1&token=new'],
    ['https://a/x?token=old&a=1#f', 'https://a/x?a=1&token=new#f'],
    ['https://a/x?token=1&token=2', 'https://a/x?token=new'],
    ['https://a/x?token', 'https://a/x?token=new'],
    ['https://a/x?mytoken=1&tokens=2', 'https://a/x?mytoken=1&tokens=2&token=new'],
    [
      'https://a/x?Policy=a~b%20c+d%7E&_HLS_msn=5',
      'https://a/x?Policy=a~b%20c+d%7E&_HLS_msn=5&token=new',
    ],
  ])('%s becomes %s', (before, after) => {
    expect(setQuery(before, TOKEN)).toBe(after);
    expect(setQuery(after, TOKEN)).toBe(after);
  });
});

const part = fc.stringMatching(/^[A-Za-z0-9_~%+.-]{0,6}$/);
const pair = fc.oneof(
  part,
  fc.tuple(part, part).map(([name, value]) => `${name}=${value}`),
);
const url = fc
  .tuple(fc.array(pair, { minLength: 1, maxLength: 6 }), fc.option(part, { nil: undefined }))
  .map(
    ([pairs, fragment]) =>
      `https://a.example/x?${pairs.join('&')}${fragment === undefined ? '' : `#${fragment}`}`,
  );

describe('for any URL', () => {
  it('keeps everything else byte for byte and in order, the fragment included, and sets its own once', () => {
    fc.assert(
      fc.property(url, (before) => {
        const after = setQuery(before, TOKEN);
        const [head = '', fragment] = after.split('#');
        const pairs = head.slice(head.indexOf('?') + 1).split('&');
        const [headBefore = '', fragmentBefore] = before.split('#');
        const kept = headBefore
          .slice(headBefore.indexOf('?') + 1)
          .split('&')
          .filter((one) => !/^token(?:=|$)/.test(one));
        expect(pairs.pop()).toBe('token=new');
        expect(pairs.join('&')).toBe(kept.join('&'));
        expect(fragment).toBe(fragmentBefore);
        expect(setQuery(after, TOKEN)).toBe(after);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes out what it put in', () => {
    fc.assert(
      fc.property(url, (before) => {
        fc.pre(!/[?&]token(?:=|&|#|$)/.test(before) && !/\?(?:#|$)/.test(before));
        expect(removeQuery(setQuery(before, TOKEN), ['token'])).toBe(before);
        expect(removeQuery(before, [])).toBe(before);
      }),
      { numRuns: 2000 },
    );
  });
});
