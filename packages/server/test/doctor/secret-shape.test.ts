import { expect, it } from 'vitest';
import { secretShapeIn } from '../../src/doctor/index.ts';

it.each([
  ['eyJhbGciOiJub25lIn0.eyJhIjoxfQ.', 'a JSON Web Token'],
  ['?vt=eyJhbGciOiJSU0EtT0FFUCJ9.a.b.c.d', 'a JSON Web Token'],
  ['-----BEGIN RSA PRIVATE KEY-----', 'a private key'],
  ['-----BEGIN CERTIFICATE-----', 'a PEM block'],
  ['sk_live_1234567890', 'a secret key'],
  ['sandbox_sk_1234567890', 'a secret key'],
  ['Basic dXNlcjpwYXNz', 'an Authorization header'],
])('%s is recognised', (text, what) => {
  expect(secretShapeIn(`before ${text} after`)).toBe(what);
});

it.each([
  'launch-film',
  'video:1234567890123',
  'https://app.example/api/pass?asset=film',
  '2026-01-31',
  'key.pem',
  'risk_assessment',
  'viewer-1',
  'sandbox_pk_1234567890',
  'Basic membership is enough',
  'Bearer Subscriptions',
  'sandbox_id_1234567890',
  '56a8835175d33c368955dac6bdaf00de',
])('%s is not', (text) => {
  expect(secretShapeIn(text)).toBeUndefined();
});
