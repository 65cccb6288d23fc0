import { describe, expect, it } from 'vitest';
import { apiPath } from '../../src/api/api-path.ts';
import { createUsageCounters } from '../../src/api/usage-counters.ts';
import type { VendorCallEvent } from '../../src/api/vendor-api.ts';
import { json, scriptedApi, status } from './api-support.ts';

const event = (more: Partial<VendorCallEvent>): VendorCallEvent => ({
  vendor: 'v',
  method: 'GET',
  path: '/x',
  attempt: 1,
  durationMs: 1,
  correlationId: 'id',
  ...more,
});

describe('usage', () => {
  it('CTS-S8 is counted by vendor, key, viewer and resource, the most used first', () => {
    const { count, totals } = createUsageCounters();
    count(event({ key: 'current', viewer: 'ann', resource: 'video:1', status: 200 }));
    count(event({ key: 'next', viewer: 'bob', resource: 'video:1', status: 200 }));
    count(event({ key: 'next', viewer: 'bob', status: 401, error: 'vendor_credentials' }));
    expect(totals('vendor')).toEqual([{ name: 'v', attempts: 3, failures: 1 }]);
    expect(totals('key')).toEqual([
      { name: 'next', attempts: 2, failures: 1 },
      { name: 'current', attempts: 1, failures: 0 },
    ]);
    expect(totals('viewer').map(({ name }) => name)).toEqual(['bob', 'ann']);
    expect(totals('resource')).toEqual([{ name: 'video:1', attempts: 2, failures: 0 }]);
  });

  it('CTS-S8 is what a client does', async () => {
    const { count, totals } = createUsageCounters();
    const { api, clock } = scriptedApi([status(503), json(1)], { onCall: count });
    const answer = api.call({ method: 'GET', path: apiPath`/x`, viewer: 'ann' });
    await clock.advance(1000);
    await answer;
    expect(totals('viewer')).toEqual([{ name: 'ann', attempts: 2, failures: 1 }]);
  });

  it('remembers the names that are used, not the ones that were', () => {
    const { count, totals } = createUsageCounters({ maxNames: 2 });
    for (const viewer of ['heavy', 'a', 'heavy', 'b', 'heavy', 'c']) count(event({ viewer }));
    expect(totals('viewer')).toEqual([
      { name: 'heavy', attempts: 3, failures: 0 },
      { name: 'c', attempts: 1, failures: 0 },
    ]);
  });

  it('may remember one name only', () => {
    const { count, totals } = createUsageCounters({ maxNames: 1 });
    for (const viewer of ['a', 'b']) count(event({ viewer }));
    expect(totals('viewer')).toEqual([{ name: 'b', attempts: 1, failures: 0 }]);
  });

  it('starts again after a reset', () => {
    const { count, totals, reset } = createUsageCounters();
    count(event({ key: 'k' }));
    reset();
    expect([totals('vendor'), totals('key')]).toEqual([[], []]);
  });

  it.each([0, 1.5, NaN])('takes no maxNames of %s', (maxNames) => {
    expect(() => createUsageCounters({ maxNames })).toThrow(/^maxNames /);
  });
});
