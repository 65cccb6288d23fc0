import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiCallUrl } from '../../src/api/api-call-url.ts';
import { apiPath } from '../../src/api/api-path.ts';
import { Secret } from '../../src/secret/secret.ts';
import { codeThrown } from './api-support.ts';

const BASE = 'https://api.example/v1';
const at = (text: string): { method: 'GET'; path: { text: string; pattern: string } } => ({
  method: 'GET',
  path: { text, pattern: '/{}' },
});

describe('the URL of a call', () => {
  it.each([
    [BASE, '/films', `${BASE}/films`],
    [`${BASE}/`, '/films', `${BASE}/films`],
    [`${BASE}/token`, '', `${BASE}/token`],
    ['https://api.example/', '/oauth/token', 'https://api.example/oauth/token'],
    [BASE, '//films', `${BASE}//films`],
  ])('lies below %s', (base, path, url) => {
    expect(apiCallUrl(base, at(path), {})).toBe(url);
  });

  it.each([
    '/../x',
    '/%2e%2e/x',
    '/.%2E/x',
    '/./x',
    '/a\\..\\x',
    '/x?y',
    '/x#y',
    '/x y',
    '/\tx',
    '/"x"',
    '.evil.example/',
    '@evil.example/',
    ':8443/x',
    'https://evil.example/',
    '/ä',
  ])('A45 refuses the path %j, whoever made it', (path) => {
    expect(codeThrown(() => apiCallUrl(BASE, at(path), {}))).toBe('invalid_value');
  });

  it("lets a credential's parameter win over one of the same name", () => {
    const call = { ...at('/x'), query: { key: 'given' } };
    expect(apiCallUrl(BASE, call, { query: { key: new Secret('real') } })).toBe(
      `${BASE}/x?key=real`,
    );
  });

  it('refuses broken Unicode by the name of its parameter', () => {
    const call = { ...at('/x'), query: { title: 'canary\ud800' } };
    expect(() => apiCallUrl(BASE, call, {})).toThrow(/^title is broken Unicode/);
    expect(() => apiCallUrl(BASE, call, {})).not.toThrow(/canary/);
  });

  it('carries any query to the vendor as it is', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.dictionary(text, text), (query) => {
        const url = new URL(apiCallUrl(BASE, { method: 'GET', path: apiPath`/x`, query }, {}));
        expect([...url.searchParams]).toEqual(Object.entries(query));
        expect([url.origin, url.pathname, url.hash]).toEqual(['https://api.example', '/v1/x', '']);
      }),
    );
  });
});
