import { describe, expect, it } from 'vitest';
import { createVendorApi } from '../../src/api/create-vendor-api.ts';
import { readVendorApiSettings } from '../../src/api/read-vendor-api-settings.ts';
import { systemClock } from '../../src/system-clock.ts';
import type { VendorApiSettings } from '../../src/api/vendor-api.ts';

const least: VendorApiSettings = { vendor: 'v', name: 'V', baseUrl: 'https://api.example' };

describe('the settings of an API', () => {
  it('have defaults', () => {
    expect(readVendorApiSettings(least)).toMatchObject({
      base: 'https://api.example/',
      timeoutMs: 5000,
      retries: 2,
      clock: systemClock,
      random: Math.random,
      fetch: globalThis.fetch,
      headers: {},
      codes: {},
      finalStatuses: [],
    });
  });

  it('keep nothing that a vendor gives along by spreading its own options', () => {
    const more = { ...least, clientSecret: 'canary' };
    expect(JSON.stringify(readVendorApiSettings(more))).not.toContain('canary');
  });

  it.each([
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: 60_001 }],
    ['timeoutMs', { timeoutMs: NaN }],
    ['retries', { retries: -1 }],
    ['retries', { retries: 6 }],
    ['retries', { retries: 1.5 }],
    ['baseUrl', { baseUrl: 'http://api.example' }],
  ])('name %s where it is wrong', (option, wrong) => {
    expect(() => createVendorApi({ ...least, ...wrong })).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringMatching(`^${option} `) }),
    );
  });

  it.each([{ timeoutMs: 1 }, { timeoutMs: 60_000 }, { retries: 0 }, { retries: 5 }])(
    'may be at their bounds: %j',
    (bound) => {
      expect(readVendorApiSettings({ ...least, ...bound })).toMatchObject(bound);
    },
  );

  it('S7 make a new correlation id for each call', () => {
    const { newId } = readVendorApiSettings(least);
    expect(newId()).toMatch(/^[\da-f-]{36}$/);
    expect(newId()).not.toBe(newId());
  });
});
