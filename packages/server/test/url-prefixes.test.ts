import { assert, constantFrom, array, oneof, property, string, tuple, webUrl } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUrlPrefixes, urlWithin } from '../src/url-prefixes.ts';

const prefixes = parseUrlPrefixes(
  [
    'https://app.example/hashlock/pass',
    'https://cdn.example/films/',
    'https://*.edge.example/',
    'http://127.0.0.1:4611/media/',
  ],
  'urls',
);

describe('urlWithin', () => {
  it.each([
    'https://app.example/hashlock/pass',
    'https://app.example/hashlock/pass?nonce=1&next=https%3A%2F%2Fevil.example',
    'https://cdn.example/films/',
    'https://cdn.example/films/a/b.m3u8?x=%2F#t',
    'https://a.edge.example/x',
    'http://127.0.0.1:4611/media/a',
  ])('control: %s leads there', (text) => {
    expect(urlWithin(text, prefixes)?.href).toBe(text);
  });

  it.each([
    'https://app.example/hashlock/pass/',
    'https://app.example/hashlock/passed',
    'https://app.example/',
    'https://cdn.example/films',
    'https://cdn.example/other/',
    'https://cdn.example/films/../other/',
    'https://cdn.example/films/%2e%2e/other/',
    'https://cdn.example/films/..%2fother/',
    'https://cdn.example/films//evil.example',
    'https://cdn.example/films/%5c..%5cother',
    'https://cdn.example:8443/films/',
    'https://cdn.example:443/films/',
    'http://cdn.example/films/',
    'https://CDN.example/films/',
    'https://cdn.example./films/',
    'https://edge.example/x',
    'https://.edge.example/x',
    'https://a.b.edge.example/x',
    'https://user@cdn.example/films/',
    'https://cdn.example@evil.example/films/',
    'https://cdn.example/films/ü',
    'https://cdn.example/films/a b',
    'https://cdn.example/films/.',
    'https://cdn.example/films/%2e',
    'https://cdn.example/films/x/..?a=1',
    'https://cdn.example\\films/',
    'https:cdn.example/films/',
    'https:/cdn.example/films/',
    '//cdn.example/films/',
    `https://cdn.example/films/${'x'.repeat(5000)}`,
    'javascript:alert(1)',
    '',
  ])('%j does not', (text) => {
    expect(urlWithin(text, prefixes)).toBeUndefined();
  });

  it('A43 A44 accepts only configured origins and paths, however it is spelled', () => {
    const piece = constantFrom(
      ...['https:', 'http:', '/', '//', '\\', '@', 'app.example', 'cdn.example', 'evil.example'],
      ...[
        'hashlock/pass',
        'films/',
        '..',
        '.',
        '%2f',
        '%2e',
        '%5c',
        '\t',
        '\n',
        ':443',
        '?',
        '#',
        ' ',
      ],
    );
    const start = constantFrom(
      '',
      'https://cdn.example/films/',
      'https://app.example/hashlock/pass',
    );
    const rest = array(oneof(piece, string({ maxLength: 3 })), { maxLength: 8 });
    const spelled = tuple(start, rest).map(([head, parts]) => head + parts.join(''));
    let accepted = 0;
    assert(
      property(oneof({ arbitrary: spelled, weight: 9 }, webUrl()), (candidate) => {
        const url = urlWithin(candidate, prefixes);
        if (url === undefined) return true;
        accepted += 1;
        return (
          url.href.startsWith('https://cdn.example/films/') ||
          `${url.origin}${url.pathname}` === 'https://app.example/hashlock/pass'
        );
      }),
      { numRuns: 10_000, seed: 44 },
    );
    expect(accepted).toBeGreaterThan(1000);
  });
});

describe('parseUrlPrefixes', () => {
  it.each([[[]], [['cdn.example']], [['http://cdn.example/']], [['https://cdn.example/a?b']]])(
    '%j is refused by name',
    (urls) => {
      expect(() => parseUrlPrefixes(urls, 'mediaUrls')).toThrow(
        expect.objectContaining({ code: 'config', message: expect.stringContaining('mediaUrls') }),
      );
    },
  );
});
