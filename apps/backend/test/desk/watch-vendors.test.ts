import { systemClock } from '@playgate/server';
import type { VendorCallEvent } from '@playgate/server';
import { expect, test } from 'vitest';
import { createOperatorLog } from '../../src/desk/operator-log.ts';
import { watchVendors } from '../../src/desk/watch-vendors.ts';

const call: VendorCallEvent = {
  ...{ vendor: 'secure-video', method: 'GET', path: '/session', attempt: 1, durationMs: 5 },
  correlationId: 'ref-1',
};

function stage() {
  const log = createOperatorLog(() => 7);
  return { log, watch: watchVendors(log) };
}

test('what goes well is counted, and not written down', () => {
  const { log, watch } = stage();
  watch.onCall({ ...call, status: 200 });
  expect(log.after(0)).toEqual([]);
  expect(watch.usage.totals('vendor')).toEqual([
    { name: 'secure-video', attempts: 1, failures: 0 },
  ]);
});

test('what only an operator can mend is an alarm, and a third time is another', () => {
  const { log, watch } = stage();
  for (let i = 0; i < 3; i++) watch.onCall({ ...call, status: 412, error: 'vendor_address' });
  expect(log.after(2)).toMatchObject([
    { n: 3, atMs: 7, tone: 'alarm', correlationId: 'ref-1' },
    { n: 4, tone: 'alarm', text: expect.stringContaining('3 times') },
  ]);
});

test('a hiccup is a note', () => {
  const { log, watch } = stage();
  watch.onCall({ ...call, error: 'vendor_timeout' });
  expect(log.after(0)).toMatchObject([
    { tone: 'note', text: expect.stringContaining('no answer') },
  ]);
});

test('the vendor’s own words are written down where they need an operator', () => {
  const { log, watch } = stage();
  const correlationId = 'ref-1';
  watch.onSecureVideoRefusal({
    ...{ reason: 'not_found', status: 404, correlationId, needsOperator: false },
  });
  watch.onSecureVideoRefusal({
    ...{ reason: 'quota_exceeded', status: 429, correlationId, needsOperator: true },
    message: 'Too many',
  });
  expect(log.after(0)).toMatchObject([
    { tone: 'alarm', text: expect.stringContaining('“Too many”'), correlationId },
  ]);
});

test('a no is written down with who was refused what; a yes is not', () => {
  const { log, watch } = stage();
  const event = {
    at: systemClock.now(),
    vendor: 'this-site',
    correlationId: 'ref-2',
    status: 403,
  };
  watch.audit({ ...event, outcome: 'granted' });
  const no = { code: 'forbidden', viewer: 'ada', asked: 'rental-film' } as const;
  watch.audit({ ...event, ...no, outcome: 'denied' });
  expect(log.after(0)).toMatchObject([{ text: 'Nothing for rental-film to ada: forbidden.' }]);
});
