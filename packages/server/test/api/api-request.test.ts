import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { apiPath } from '../../src/api/api-path.ts';
import { apiRequest } from '../../src/api/api-request.ts';
import type { ApiCall, ApiCredentials } from '../../src/api/vendor-api.ts';
import { Secret } from '../../src/secret/secret.ts';

const api = { base: 'https://api.example/v1', headers: { 'X-Client': 'playgate' } };
const call: ApiCall = { method: 'POST', path: apiPath`/films/${'a b'}` };
const headersOf = (more: Partial<ApiCall>, credentials: ApiCredentials = {}): unknown =>
  Object.fromEntries(new Headers(apiRequest(api, { ...call, ...more }, credentials).init.headers));

describe('a request', () => {
  it('is spelled from path, query and credentials, and follows no redirect', () => {
    const query = { q: 'ä b', page: 2, all: true, none: undefined };
    const { url, init } = apiRequest(
      api,
      { ...call, query },
      { query: { api_key: new Secret('k&y') } },
    );
    expect(url).toBe(
      'https://api.example/v1/films/a%20b?q=%C3%A4%20b&page=2&all=true&api_key=k%26y',
    );
    expect(init).toMatchObject({ method: 'POST', redirect: 'manual' });
    expect(init).not.toHaveProperty('body');
  });

  it.each([
    ['JSON', { json: { title: 'x' } }, '{"title":"x"}', 'application/json'],
    ['JSON null', { json: null }, 'null', 'application/json'],
    ['a form', { form: { a: 'b c', d: '&' } }, 'a=b+c&d=%26', 'application/x-www-form-urlencoded'],
  ])('carries %s', (_what, more, body, type) => {
    expect(apiRequest(api, { ...call, ...more }, {}).init.body).toBe(body);
    expect(headersOf(more)).toMatchObject({ 'content-type': type });
  });

  it("has the client's headers, then the call's, then the credential's", () => {
    expect(headersOf({})).toEqual({ accept: 'application/json', 'x-client': 'playgate' });
    expect(
      headersOf(
        { headers: { accept: 'text/csv', 'x-client': 'b', authorization: 'none' } },
        { headers: { Authorization: new Secret('Bearer t') } },
      ),
    ).toEqual({ accept: 'text/csv', 'x-client': 'b', authorization: 'Bearer t' });
  });

  it('SV-S1 has a content type on every verb where the client says so', () => {
    const typed = { ...api, headers: { 'Content-Type': 'application/json' } };
    const { init } = apiRequest(typed, { ...call, method: 'GET' }, {});
    expect(new Headers(init.headers).get('content-type')).toBe('application/json');
  });
});

describe('what cannot be sent', () => {
  const circle: Record<string, unknown> = { canary: 1 };
  circle['canary'] = circle;

  it.each<[string, string, Partial<ApiCall>, ApiCredentials]>([
    ['a header', 'invalid_value', { headers: { 'X-A': 'canary\nX-B: 1' } }, {}],
    ['a credential', 'config', {}, { headers: { 'X-Key': new Secret('canary\r\nX-B: 1') } }],
    ['a credential beyond Latin-1', 'config', {}, { headers: { 'X-Key': new Secret('canary€') } }],
    ['a circle', 'invalid_value', { json: circle }, {}],
    ['a function', 'invalid_value', { json: () => 'canary' }, {}],
  ])('A48 is refused without telling what it was: %s', (_what, code, more, credentials) => {
    let error: unknown;
    try {
      apiRequest(api, { ...call, ...more }, credentials);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('canary');
    expect(String(error)).not.toContain('canary');
  });
});
