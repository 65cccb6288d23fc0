import { describe, expect, it } from 'vitest';
import { deny, interact, ServerError } from '../../src/index.ts';
import type { PassHandlerOptions } from '../../src/index.ts';
import { APP, ask, passHandler } from '../support.ts';

const deciding = (decide: PassHandlerOptions['decide']): Partial<PassHandlerOptions> => ({
  decide,
});
const failing = (error: Error): Partial<PassHandlerOptions> => ({
  vendor: { id: 'x', mint: () => Promise.reject(error) },
});

/** One request for every status the handler has. */
const ANSWERS: readonly (readonly [number, Partial<PassHandlerOptions>, Request])[] = [
  [200, {}, ask()],
  [400, {}, ask('{')],
  [401, deciding(() => deny('unauthenticated')), ask()],
  [403, {}, ask(undefined, { origin: 'https://evil.example' })],
  [403, deciding(() => interact({ entryUrl: `${APP}/e`, returnUrl: `${APP}/r` })), ask()],
  [404, deciding(() => deny('not_found')), ask()],
  [405, {}, ask(undefined, {}, { method: 'GET', body: null })],
  [413, { maxBodyBytes: 5 }, ask()],
  [415, {}, ask(undefined, { 'content-type': 'text/plain' })],
  [429, deciding(() => deny('rate_limited', { retryAfterSeconds: 1 })), ask()],
  [500, failing(new Error('x')), ask()],
  [502, failing(new ServerError('vendor_connection', 'x')), ask()],
  [503, failing(new ServerError('vendor_rate_limited', 'x')), ask()],
  [504, failing(new ServerError('vendor_timeout', 'x')), ask()],
];

describe('headers', () => {
  it.each(ANSWERS)('A79 A80 A81 A83 X5 check 70 of status %i', async (status, options, request) => {
    const response = await passHandler(options).handle(request);
    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      vary: 'Origin, Sec-Fetch-Site, Cookie',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "frame-ancestors 'none'",
      'content-type': status === 200 ? 'application/json' : 'application/problem+json',
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('www-authenticate')).toBeNull();
    expect(response.headers.get('allow')).toBe(status === 405 ? 'POST' : null);
  });
});

describe('a denial', () => {
  it('tells the audit what it comes from, and the browser nothing of it', async () => {
    const cause = new ServerError('vendor_forbidden', 'canary', { reason: 'CLIENT_GEO' });
    const { handle, events } = passHandler(deciding(() => deny('forbidden', { cause })));
    const response = await handle(ask());
    expect(await response.text()).not.toMatch(/canary|CLIENT_GEO/);
    expect(events).toMatchObject([{ outcome: 'denied', code: 'forbidden', error: cause }]);
  });
});
