import { expect, test } from 'vitest';
import { parseTrusted } from '../../src/server/trusted-url.ts';

test.each([
  'http://localhost:5173/',
  'http://app.localhost/',
  'http://127.0.0.1/',
  'http://127.1/',
  'http://[::1]/',
  'https://0.0.0.0/',
  'https://login.example/',
])('A78: a credential may travel to %s', (url) => {
  expect(parseTrusted(url)?.protocol).toBe(new URL(url).protocol);
});

// The unspecified addresses are none of loopback: what listens on them may be reached from the network. Other spellings of loopback are
// not needed, and one spelling is easier to watch.
test.each([
  'http://0.0.0.0/',
  'http://0/',
  'http://[::]/',
  'http://localhost./',
  'http://app.localhost./',
  'http://[::ffff:127.0.0.1]/',
  'http://128.0.0.1/',
  'http://localhost.example/',
  'http://notlocalhost/',
  'http://127.0.0.1.example/',
])('A78: none may travel to %s, by plain http: that is not loopback', (url) => {
  expect(parseTrusted(url)).toBeUndefined();
});
