import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReturnTo } from '../../src/sign-in/return-to.ts';
import { APP } from '../stage/browser.ts';

describe('A43: the way back', () => {
  it('leads to the own origin, whatever was asked for', () => {
    const piece = fc.constantFrom(
      ...[
        '/',
        '\\',
        '.',
        '..',
        ':',
        '@',
        '?',
        '#',
        '%2f',
        '%5c',
        '\t',
        '\n',
        '\r',
        ' ',
        '\0',
        '。',
      ],
      ...['evil.example', 'https:', 'javascript:', 'films', '//', 'app.example', '[', ']', 'é'],
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
      fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`),
    );
    fc.assert(
      fc.property(text, (asked) => {
        const place = readReturnTo(asked, APP);
        if (place === undefined) return;
        // As a browser reads the header, relative or not.
        expect(new URL(place, 'https://other.example/').origin).toBe(APP);
        expect(new URL(place).pathname).not.toMatch(/^\/\//);
        expect(place).toMatch(/^https:\/\/app\.example\/[!-~]*$/);
      }),
      { numRuns: 5000 },
    );
  });

  it.each(['/', '/films', '/films/7?a=b&c=%20#top', '/a/../b', '/%2f%2fevil.example'])(
    'may be %s',
    (path) => {
      expect(readReturnTo(path, APP)).toBe(new URL(path, APP).href);
    },
  );

  it('is at most 2048 characters long', () => {
    expect(readReturnTo(`/${'x'.repeat(2047)}`, APP)).toBeDefined();
    expect(readReturnTo(`/${'x'.repeat(2048)}`, APP)).toBeUndefined();
    expect(readReturnTo(null, APP)).toBeUndefined();
  });
});
