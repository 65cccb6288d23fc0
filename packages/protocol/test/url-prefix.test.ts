import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLoopbackHost } from '../src/loopback.ts';
import { ProtocolError } from '../src/protocol-error.ts';
import { parseUrlPrefix } from '../src/url-prefix.ts';

describe('a URL prefix', () => {
  it.each([
    ['https://cdn.example', { host: 'cdn.example', path: '/', exact: false, wildcard: false }],
    ['https://cdn.example/', { host: 'cdn.example', path: '/', exact: false }],
    ['https://cdn.example:8443/a/', { host: 'cdn.example:8443', path: '/a/', exact: false }],
    ['https://cdn.example/a.m3u8', { path: '/a.m3u8', exact: true }],
    ['https://*.cdn.example/', { host: '.cdn.example', wildcard: true }],
    ['https://*.cdn.example:8443/', { host: '.cdn.example:8443', wildcard: true }],
    ['https://*.eu.cdn.example/', { host: '.eu.cdn.example', wildcard: true }],
    ['http://localhost:4613/', { protocol: 'http:', host: 'localhost:4613' }],
    ['http://127.0.0.1:4613/', { protocol: 'http:', host: '127.0.0.1:4613' }],
    ['http://[::1]:4613/', { protocol: 'http:', host: '[::1]:4613' }],
    [
      'http://*.cdn.localhost:4613/',
      { protocol: 'http:', host: '.cdn.localhost:4613', wildcard: true },
    ],
    ['https://xn--bcher-kva.example/', { host: 'xn--bcher-kva.example' }],
    ['https://cdn.example/a~b/(c)/%C3%A9/', { path: '/a~b/(c)/%C3%A9/' }],
  ])('may be %s', (text, parts) => {
    expect(parseUrlPrefix(text, 'url')).toMatchObject(parts);
  });

  it.each([
    '',
    'cdn.example',
    '//cdn.example/',
    'ftp://cdn.example/',
    'http://cdn.example/',
    'http://127.0.0.1.evil.example/',
    'http://localhost.evil.example/',
    'https://CDN.example/',
    'https://cdn.example:443/',
    'http://localhost:80/',
    'https://user@cdn.example/',
    'https://cdn.example\\a/',
    'https://cdn.example/a?b/',
    'https://cdn.example/#',
    'https://cdn.example/a/../b/',
    'https://cdn.example/a/%2e%2E/b/',
    'https://cdn.example/./',
    'https://cdn.example/a b/',
    'https://cdn.example/a\t/',
    'https://cdn.example/é/',
    'https://*/',
    'https://*.example/',
    'https://*.*.cdn.example/',
    'https://a.*.cdn.example/',
    'https://*cdn.example/',
    'https://*.cdn.example./x y',
    'https://*.1.2.3/',
    'https://bücher.example/',
    'https://cdn.example:99999/',
    'https://[::1/',
  ])('may not be %j', (text) => {
    expect(() => parseUrlPrefix(text, 'url')).toThrow(
      expect.objectContaining({ code: 'invalid_member', member: 'url' }),
    );
  });

  it('for any text, is what a URL parser reads, or a ProtocolError', () => {
    const part = fc.constantFrom(
      'https://',
      'http://',
      'cdn.example',
      'localhost',
      '*.',
      '/',
      '..',
      '%2e',
      ':443',
      ':1',
      '@',
      '\\',
      '?',
      '#',
      ' ',
      'A',
      'a',
      '.',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            const { protocol, host, wildcard, path } = parseUrlPrefix(text, 'url');
            const { origin, pathname, href } = new URL(
              `${protocol}//${wildcard ? 'any' : ''}${host}${path}`,
            );
            expect(`${origin}${pathname}`).toBe(href);
            expect(pathname).toBe(path);
            expect(origin).toBe(`${protocol}//${wildcard ? 'any' : ''}${host}`);
          } catch (error) {
            if (!(error instanceof ProtocolError)) throw error;
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('a loopback host', () => {
  it.each(['localhost', 'a.localhost', 'a.b.localhost', '127.0.0.1', '127.9.9.9', '[::1]'])(
    'is %s',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  it.each([
    'localhost.example',
    'notlocalhost',
    '127.0.0.1.example',
    '127.0.0',
    '128.0.0.1',
    '[::2]',
    '0.0.0.0',
    '[::]',
    'localhost.',
    '[::ffff:7f00:1]',
    '',
  ])('is not %s', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});
