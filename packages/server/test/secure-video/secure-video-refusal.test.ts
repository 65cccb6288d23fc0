import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerError } from '../../src/server-error.ts';
import {
  readSecureVideoRefusal,
  secureVideoReason,
} from '../../src/secure-video/secure-video-refusal.ts';

describe('SV-S2 what a status means', () => {
  it.each([
    [400, 'bad_request', false],
    [401, 'unauthorized', true],
    [403, 'forbidden', false],
    [404, 'not_found', false],
    [405, 'method_not_allowed', false],
    [412, 'address_not_allowed', true],
    [429, 'quota_exceeded', true],
    [500, 'internal_error', false],
    [501, 'not_implemented', false],
    [418, 'bad_request', false],
    [599, 'internal_error', false],
  ])('%i: %s, and whether an operator must act: %s', (status, reason, needsOperator) => {
    expect(readSecureVideoRefusal({ status, body: undefined, correlationId: 'id-1' }, [])).toEqual({
      correlationId: 'id-1',
      status,
      reason,
      needsOperator,
    });
  });
});

describe('SV-S3 the message', () => {
  const message = (body: unknown, secrets: readonly string[] = []) =>
    readSecureVideoRefusal({ status: 400, body, correlationId: 'id-1' }, secrets).message;

  it.each(['Message', 'message', 'MESSAGE', 'mESSAGE'])('is read from %s', (name) => {
    expect(message({ [name]: 'User not found' })).toBe('User not found');
  });

  it.each([
    undefined,
    null,
    'Message',
    7,
    [],
    {},
    { Message: 7 },
    { Message: null },
    { Error: 'x' },
    ['Message'],
  ])('is absent in %j', (body) => {
    expect(message(body)).toBeUndefined();
  });

  it('is one line of at most 200 characters', () => {
    expect(message({ Message: 'a\r\n[error] forged\u0007\u2028b\u202e' })).toBe(
      'a [error] forged b ',
    );
    expect(message({ Message: 'x'.repeat(10_000) })).toHaveLength(200);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(message({ Message: text })).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]{0,200}$/u);
      }),
    );
  });

  it('A48 is left out whole where it holds the key', () => {
    expect(message({ Message: 'wrong key: S3cr3tS3cr3t!' }, ['s3cr3ts3cr3t'])).toBeUndefined();
    expect(message({ Message: 'wrong key' }, ['s3cr3ts3cr3t'])).toBe('wrong key');
  });
});

describe('SV-S2 the reason of an error', () => {
  const error = (details: object, code: 'vendor_status' | 'vendor_response' = 'vendor_status') =>
    new ServerError(code, 'x', { vendor: 'secure-video', ...details });

  it('is one of a closed list', () => {
    expect(secureVideoReason(error({ reason: 'address_not_allowed' }))).toBe('address_not_allowed');
    expect(secureVideoReason(error({ reason: 'other' }))).toBeUndefined();
    expect(secureVideoReason(error({}))).toBeUndefined();
  });

  it('is not_json where success promised JSON', () => {
    expect(secureVideoReason(error({}, 'vendor_response'))).toBe('not_json');
  });

  it('is none for errors of others', () => {
    expect(secureVideoReason(new Error('x'))).toBeUndefined();
    expect(secureVideoReason(error({ reason: 'not_found', vendor: 'mux' }))).toBeUndefined();
  });
});
