import { parsePass } from '@playgate/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalUrl } from '../../src/place/canonical-url.ts';
import { compileRules } from '../../src/place/compile-rules.ts';
import type { CompiledRule } from '../../src/place/compile-rules.ts';
import { findRule } from '../../src/place/find-rule.ts';
import type { FoundRule } from '../../src/place/find-rule.ts';

const rulesFor = (...urls: readonly string[]): readonly CompiledRule[] =>
  compileRules(
    parsePass({ version: 1, rules: [{ match: { urls }, place: [{ kind: 'cookie' }] }] }).rules,
  );
const matches = (prefix: string, url: string): boolean =>
  findRule(rulesFor(prefix), url, undefined) !== undefined;

describe('match', () => {
  it.each([
    ['https://cdn.example', 'https://cdn.example/a.ts'],
    ['https://cdn.example/', 'https://cdn.example/?x'],
    ['https://cdn.example/films/', 'https://cdn.example/films/a/b.ts?x=/../#/..'],
    ['https://cdn.example/master.m3u8', 'https://cdn.example/master.m3u8?_HLS_msn=1'],
    ['https://cdn.example/master.m3u8', 'https://cdn.example/master.m3u8#f'],
    ['https://cdn.example:8443/', 'https://cdn.example:8443/a.ts'],
    ['https://*.cdn.example/', 'https://edge-1.cdn.example/a.ts'],
    ['https://*.cdn.example:8443/', 'https://edge.cdn.example:8443/a.ts'],
    ['http://localhost:4613/', 'http://localhost:4613/a.ts'],
    ['http://127.0.0.1:4613/', 'http://127.0.0.1:4613/a.ts'],
    ['http://[::1]:4613/', 'http://[::1]:4613/a.ts'],
  ])('%s names %s', (prefix, url) => {
    expect(matches(prefix, url)).toBe(true);
  });

  it.each([
    ['https://cdn.example/', 'https://cdn.example.evil.example/'],
    ['https://cdn.example/', 'https://cdn.example:8443/'],
    ['https://cdn.example/', 'http://cdn.example/'],
    ['https://cdn.example/', 'https://cdn.example@evil.example/'],
    ['https://cdn.example/', 'https://evil.example/https://cdn.example/'],
    ['https://cdn.example/', 'https://evil.example\\@cdn.example/'],
    ['https://cdn.example/', '//cdn.example/a'],
    ['https://cdn.example/', '/a'],
    ['https://cdn.example/', 'data:text/plain,https://cdn.example/'],
    ['https://cdn.example/', 'blob:https://cdn.example/1'],
    ['https://cdn.example/films/', 'https://cdn.example/films'],
    ['https://cdn.example/films/', 'https://cdn.example/filmsx/a'],
    ['https://cdn.example/films/', 'https://cdn.example/films/../a'],
    ['https://cdn.example/master.m3u8', 'https://cdn.example/master.m3u8x'],
    ['https://cdn.example/master.m3u8', 'https://cdn.example/master.m3u8/x'],
    ['https://*.cdn.example/', 'https://cdn.example/'],
    ['https://*.cdn.example/', 'https://a.b.cdn.example/'],
    ['https://*.cdn.example/', 'https://.cdn.example/'],
    ['https://*.cdn.example/', 'https://a.cdn.example.evil.example/'],
    ['https://*.cdn.example/', 'https://evil.example/.cdn.example/'],
    ['https://*.cdn.example/', 'https://user@a.cdn.example.evil.example/'],
    ['https://*.cdn.example/', 'https://evil/.cdn.example/'],
    ['https://*.cdn.example/', 'https://[2001:db8::1]/.cdn.example/'],
    ['https://*.cdn.example/', 'https://[2001:db8::1]:8443/.cdn.example/'],
    ['https://*.cdn.example/', 'https://evil?.cdn.example/'],
    ['https://*.cdn.example/', 'https://evil#.cdn.example/'],
    ['https://*.cdn.example/', 'https://evil\\.cdn.example/'],
    ['https://*.cdn.example/', 'https://evil:8443/.cdn.example/'],
  ])('%s does not name %s', (prefix, url) => {
    expect(matches(prefix, url)).toBe(false);
  });

  it('the first rule that matches is the only one; an unlabelled request matches rules without kinds', () => {
    const rules = compileRules(
      parsePass({
        version: 1,
        rules: [
          { match: { urls: ['https://cdn.example/ads/'] }, place: [{ kind: 'none' }] },
          {
            match: { urls: ['https://cdn.example/'], kinds: ['key'] },
            place: [{ kind: 'cookie' }],
          },
          {
            match: { urls: ['https://cdn.example/'] },
            place: [{ kind: 'query', params: { a: 'b' } }],
          },
        ],
      }).rules,
    );
    const place = (url: string, kind?: 'key' | 'segment'): number | undefined => {
      const rule = findRule(rules, url, kind)?.rule;
      return rule && rules.indexOf(rule);
    };
    expect(place('https://cdn.example/ads/1', 'key')).toBe(0);
    expect(place('https://cdn.example/1', 'key')).toBe(1);
    expect(place('https://cdn.example/1', 'segment')).toBe(2);
    expect(place('https://cdn.example/1')).toBe(2);
  });
});

describe('canonicalUrl', () => {
  it.each([
    'https://cdn.example/a/b.ts?c=d#e',
    'https://cdn.example/a..b/...c/.d/e.',
    'https://cdn.example/%2fa/%2e%2ea',
    'https://[::1]:8443/',
    'https://a_b.example/',
  ])('%s is plain', (url) => {
    expect(canonicalUrl(url)).toEqual({ url, odd: false });
  });

  it.each([
    ['https://CDN.example/a', 'https://cdn.example/a'],
    ['HTTPS://cdn.example/A', 'https://cdn.example/A'],
    ['https://cdn.example:443/a', 'https://cdn.example/a'],
    ['http://localhost:80/a', 'http://localhost/a'],
  ])('%s is read as %s', (url, as) => {
    expect(canonicalUrl(url)).toEqual({ url: as, odd: false });
  });

  it.each([
    'https://cdn.example/a/../b',
    'https://cdn.example/a/./b',
    'https://cdn.example/a/..',
    'https://cdn.example/a/%2e%2e/b',
    'https://cdn.example/a/.%2E/b',
    'https://cdn.example/a/%2e?x',
    'https://cdn.example/a\\b',
    'https://cdn.example\\a',
    'https:\\\\cdn.example/a',
    'https:/cdn.example/a',
    'https://user@cdn.example/a',
    'https://user:pass@cdn.example/a',
    'https://@cdn.example/a',
    'https://cdn.example/a\tb',
    'https://cdn.ex\nample/a',
    'https://cdn.example/a b',
    ' https://cdn.example/a',
    '\u0000https://cdn.example/a',
    'h\tttps://cdn.example/a',
    'https://cdn.example/.\t./a',
  ])('%j is odd', (url) => {
    expect(canonicalUrl(url)?.odd).toBe(true);
  });
});

const host = fc.constantFrom(
  'cdn.example',
  'evil.example',
  'evil',
  '[2001:db8::1]',
  'a.cdn.example',
  '.cdn.example',
  'cdn.example.evil.example',
);
const noise = fc.constantFrom(
  '',
  '@',
  ':443',
  ':8443',
  '\\',
  '/',
  '//',
  '.',
  '..',
  '%2e',
  '\t',
  '\n',
  ' ',
  '?',
  '#',
  'x',
  '/x/',
  'CDN',
  ':',
  '[',
  '%40',
  '%5c',
  'https://',
);
const written = fc
  .tuple(
    fc.constantFrom('https:', 'http:', 'HTTPS:', 'ht\ttps:'),
    fc.array(fc.oneof(host, noise), { maxLength: 8 }),
  )
  .map(([scheme, parts]) => `${scheme}//${parts.join('')}`);

describe('for any text', () => {
  it('attach means that a URL parser sees an origin of the list and a path under the prefix', () => {
    const rules = rulesFor('https://cdn.example/x/', 'https://*.cdn.example/');
    fc.assert(
      fc.property(fc.oneof(written, fc.webUrl(), fc.string()), (text) => {
        const found = findRule(rules, text, undefined);
        if (!found || found.odd) return;
        const { origin, pathname, username } = new URL(text);
        expect(origin).toMatch(/^https:\/\/(?:[\w-]+\.)?cdn\.example$/);
        expect(username).toBe('');
        expect(new URL(found.url).href).toBe(new URL(text).href);
        if (origin === 'https://cdn.example') expect(pathname.startsWith('/x/')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('whatever is not odd is what a URL parser reads', () => {
    fc.assert(
      fc.property(
        fc.oneof(written, fc.webUrl({ withQueryParameters: true, withFragments: true })),
        (text) => {
          const canonical = canonicalUrl(text);
          if (!canonical || canonical.odd) return;
          expect(new URL(canonical.url).pathname).toBe(new URL(text).pathname);
          expect(new URL(canonical.url).origin).toBe(new URL(text).origin);
          expect(canonical.url.startsWith(`${new URL(text).origin}/`)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('the fast way and the careful way find the same', () => {
    const rules = rulesFor(
      'https://cdn.example/x/',
      'https://cdn.example/y',
      'https://*.cdn.example/',
      'https://cdn.example:8443/',
      'https://[2001:db8::1]/x/',
    );
    const carefully = (text: string): FoundRule | undefined => {
      const canonical = canonicalUrl(text);
      const rule = canonical && rules.find(({ match }) => match(canonical.url, undefined) > 0);
      return rule && { rule, ...canonical };
    };
    // Most start where a rule matches, so that what follows is what is tried.
    const start = fc.constantFrom(
      ...['https://cdn.example/x/', 'https://cdn.example/y', 'https://cdn.example', 'https://'],
      ...['https://a.cdn.example/', 'https://[2001:db8::1]/x/', 'https://cdn.example:8443/'],
    );
    const tail = fc
      .array(fc.oneof(host, noise, fc.string({ maxLength: 2 })), { maxLength: 6 })
      .map((parts) => parts.join(''));
    const text = fc.tuple(start, tail).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(text, written, fc.webUrl({ withQueryParameters: true })), (url) => {
        expect(findRule(rules, url, undefined)).toEqual(carefully(url));
      }),
      { numRuns: 3000 },
    );
  });
});
