import { ProtocolError } from '@playgate/protocol';
import { describe, expect, it } from 'vitest';
import { askError, ClientError, clientError, isClientError } from '../src/client-error.ts';
import type { ClientErrorAction, ClientErrorCode } from '../src/client-error.ts';

const ACTIONS = {
  network: 'retry',
  timeout: 'retry',
  unauthenticated: 'sign-in',
  forbidden: 'deny',
  not_found: 'deny',
  rate_limited: 'retry',
  server_error: 'retry',
  invalid_response: 'fix-config',
  interaction_required: 'interact',
  interaction_denied: 'interact',
  pass_refused: 'deny',
  media_forbidden: 'deny',
  media_unreachable: 'retry',
  redirect_refused: 'fix-config',
  origin_not_allowed: 'fix-config',
  url_not_canonical: 'fix-config',
  placement_unsupported: 'fix-config',
  popup_blocked: 'sign-in',
  popup_closed: 'sign-in',
  signed_out: 'sign-in',
  aborted: 'none',
  disposed: 'none',
  config: 'fix-config',
} as const satisfies Record<ClientErrorCode, ClientErrorAction>;

describe('check 30: one error class', () => {
  it.each(Object.entries(ACTIONS))(
    '%s calls for %s, and its message says what to do',
    (code, action) => {
      const known = Object.keys(ACTIONS).find((one): one is ClientErrorCode => one === code);
      if (!known) throw new Error(code);
      const error = clientError(known, 'What happened.');
      expect(error.action).toBe(action);
      expect(error.retryable).toBe(action === 'retry');
      expect(error.message).toMatch(/^What happened\. .+\.$/);
    },
  );

  it('carries status, Retry-After, correlation and cause, and can be logged', () => {
    const cause = new Error('deep');
    const error = new ClientError('rate_limited', 'm', {
      status: 429,
      retryAfterMs: 5,
      correlationId: 'c',
      cause,
    });
    expect(error).toMatchObject({ status: 429, retryAfterMs: 5, correlationId: 'c', cause });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'PlaygateClientError',
      code: 'rate_limited',
      message: 'm',
      action: 'retry',
      status: 429,
      retryAfterMs: 5,
      correlationId: 'c',
    });
  });

  it('is told without instanceof', () => {
    expect(isClientError({ name: 'PlaygateClientError' })).toBe(true);
    expect(isClientError(new Error('x'))).toBe(false);
    expect(isClientError(null)).toBe(false);
  });

  it.each([
    [new TypeError('fetch failed'), 'network'],
    [new ProtocolError('invalid_member', 'rules', 'rules must be an array.'), 'invalid_response'],
    [new Error('anything'), 'server_error'],
    ['text', 'server_error'],
    [clientError('forbidden', 'No.'), 'forbidden'],
    [withAction('sign-in'), 'unauthenticated'],
    [withAction('deny'), 'forbidden'],
    [withAction('fix-config'), 'config'],
    [withAction('retry'), 'server_error'],
  ])('what a source throws: %s', (thrown, code) => {
    expect(askError(thrown).code).toBe(code);
  });
});

/** An error of another package that says what helps, as those of `@playgate/oauth` do. */
const withAction = (action: string): Error => Object.assign(new Error(action), { action });
