import fc from 'fast-check';
import { expect, test } from 'vitest';
import { returnPath } from '../../src/session/return-path.ts';

const ORIGIN = 'https://app.example';

test.each([
  ...['//evil.example', '/\\evil.example', '/\t/evil.example', '/\n/evil.example', '/\r\n/evil'],
  ...['/..//evil.example', '/.//evil.example', '/a/../..//evil', '/%2e%2e//evil', 'https:evil'],
  ...['https://evil.example', 'javascript:alert(1)', 'data:text/html,x', '@evil.example'],
  ...['%2f%2fevil.example', '/%2f%2fevil.example', '/%5cevil', '/%2Fevil', '\\evil', ' /films'],
  ...['https://app.example@evil.example/', 'https://app.example.evil.example/', '', 'films'],
  ...['\u0000/films', '/films\r\nSet-Cookie: a=b', '///', '//', '/\\', '\u2025/evil', 'HTTPS://x'],
])('56, A43, A73: %j is no path of this origin', (asked) => {
  expect(returnPath(asked, ORIGIN)).toBeUndefined();
});

test.each([
  ['/', '/'],
  ['/films?page=2#top', '/films?page=2#top'],
  ['/films/../series', '/series'],
  ['/go?to=//evil.example', '/go?to=//evil.example'],
  ['/caf\u00e9', '/caf%C3%A9'],
])('control of 56: %s is kept as %s', (asked, path) => {
  expect(returnPath(asked, ORIGIN)).toBe(path);
});

test('56, A73: whatever is asked for, the browser stays on this origin', () => {
  const piece = fc.constantFrom(
    ...['/', '\\', '.', '..', '%2f', '%5c', '\t', '\n', '@', ':', 'evil.example', 'https', '?'],
    ...['#', ' '],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const path = returnPath(`/${pieces.join('')}`, ORIGIN) ?? '/';
      expect(new URL(path, ORIGIN).origin).toBe(ORIGIN);
      expect(new URL(decodeURIComponent(path), ORIGIN).origin).toBe(ORIGIN);
    }),
    { numRuns: 5000 },
  );
});
