import { describe, expect, it } from 'vitest';
import { parseApiUrl } from '../../src/api/parse-api-url.ts';

describe('the address of an API', () => {
  it.each([
    'https://api.example',
    'https://api.example:8443/v1/',
    'http://127.0.0.1:3000/v1',
    'http://localhost/x',
    'http://[::1]:1/',
  ])('may be %s', (text) => {
    expect(parseApiUrl(text, 'baseUrl').href).toContain(text);
  });

  it.each([
    '',
    '/v1',
    'api.example',
    'http://api.example',
    'http://127.0.0.1.evil.example',
    'ftp://api.example',
    'javascript:alert(1)',
    'https://canary@api.example',
    'https://user:canary@api.example',
    'https://api.example?canary',
    'https://api.example/?',
    'https://api.example/#',
  ])('A45 is not %j, and the error does not repeat it', (text) => {
    expect(() => parseApiUrl(text, 'tokenUrl')).toThrow(
      /^tokenUrl must be an absolute https URL without user, query or fragment/,
    );
    expect(() => parseApiUrl(text, 'tokenUrl')).not.toThrow(/canary/);
  });

  it.each([undefined, null, 7, {}])('is not %j, which JavaScript may give', (value) => {
    // @ts-expect-error: no text for TypeScript
    expect(() => parseApiUrl(value, 'baseUrl')).toThrow(/^baseUrl must be/);
  });
});
