import { describe, expect, it, vi } from 'vitest';
import { apiPath } from '../../src/api/api-path.ts';
import type { ApiCall, VendorRefusal } from '../../src/api/vendor-api.ts';
import { json, scriptedApi, silentBody, status } from './api-support.ts';

const get: ApiCall = { method: 'GET', path: apiPath`/films`, repeatable: false };

describe('the error for a status', () => {
  it.each([
    [400, 'vendor_request'],
    [401, 'vendor_credentials'],
    [402, 'vendor_status'],
    [403, 'vendor_forbidden'],
    [404, 'vendor_not_found'],
    [405, 'vendor_status'],
    [409, 'vendor_conflict'],
    [412, 'vendor_status'],
    [418, 'vendor_status'],
    [422, 'vendor_request'],
    [429, 'vendor_rate_limited'],
    [500, 'vendor_status'],
    [501, 'vendor_not_implemented'],
    [502, 'vendor_status'],
    [503, 'vendor_status'],
    [504, 'vendor_status'],
    [599, 'vendor_status'],
  ])('CTS-S7 %i is %s', async (code, error) => {
    const { api } = scriptedApi([status(code)]);
    await expect(api.call(get)).rejects.toMatchObject({
      code: error,
      status: code,
      vendor: 'vendor',
      correlationId: 'id-1',
      message: expect.stringMatching(`^Vendor .*\\(${code}\\)\\. [A-Z].*\\.$`),
    });
  });

  it('SV-S2 SV-S4 is what the vendor means by it', async () => {
    const { api } = scriptedApi([status(412)], { codes: { 412: 'vendor_address' } });
    await expect(api.call(get)).rejects.toMatchObject({ code: 'vendor_address', status: 412 });
  });

  it.each<[VendorRefusal | undefined, string, string | undefined]>([
    [undefined, 'vendor_request', undefined],
    [{}, 'vendor_request', undefined],
    [{ reason: 'too_many_keys' }, 'vendor_request', 'too_many_keys'],
    [{ reason: 'too_many_keys', code: 'vendor_limit' }, 'vendor_limit', 'too_many_keys'],
  ])('has what the body adds: %j', async (refusal, code, reason) => {
    const readRefusal = vi.fn(() => refusal);
    const { api } = scriptedApi([json({ error: 'x' }, { status: 400 })], { readRefusal });
    await expect(api.call(get)).rejects.toMatchObject({ code, reason, status: 400 });
    expect(readRefusal).toHaveBeenCalledExactlyOnceWith(400, { error: 'x' }, 'id-1');
  });

  it.each([
    ['empty', status(400)],
    ['SV-S3 HTML', () => new Response('<html>', { status: 400 })],
    ['too large', json('x'.repeat(70_000), { status: 400 })],
    [
      'broken off',
      () =>
        new Response(new ReadableStream({ start: (body) => body.error(new Error('x')) }), {
          status: 400,
        }),
    ],
  ])('S5 keeps the status of a body that is %s', async (_what, reaction) => {
    const readRefusal = vi.fn(() => undefined);
    const { api } = scriptedApi([reaction], { readRefusal });
    await expect(api.call(get)).rejects.toMatchObject({ code: 'vendor_request', status: 400 });
    expect(readRefusal).toHaveBeenCalledExactlyOnceWith(400, undefined, 'id-1');
  });

  it('T8 keeps the status of a body that never comes', async () => {
    const { api, clock } = scriptedApi([
      async (url, init) => new Response((await silentBody(url, init)).body, { status: 403 }),
    ]);
    const outcome = api.call(get).catch((error: unknown) => error);
    await clock.advance(5000);
    expect(await outcome).toMatchObject({ code: 'vendor_forbidden', status: 403 });
  });

  it.each([
    ['7', 7],
    ['soon', undefined],
  ])('S2 says when to ask again: %s', async (value, seconds) => {
    const { api } = scriptedApi([status(429, { 'retry-after': value })]);
    await expect(api.call(get)).rejects.toMatchObject({ retryAfterSeconds: seconds });
  });
});
