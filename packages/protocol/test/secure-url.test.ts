import { expect, it } from 'vitest';
import { isSecureUrl } from '../src/secure-url.ts';

it.each([
  ['https://cdn.example/', true],
  ['https://127.0.0.1/', true],
  ['http://127.0.0.1:4000/', true],
  ['http://app.localhost/', true],
  ['http://cdn.example/', false],
  ['http://localhost.example/', false],
  ['ftp://localhost/', false],
  ['data:,https:', false],
])('%s is secure: %s', (url, isSecure) => {
  expect(isSecureUrl(new URL(url))).toBe(isSecure);
});
