import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientError } from '../src/client-error.ts';
import { backoffMs, codeOfStatus, parseRetryAfter } from '../src/retry.ts';

describe('check 21: which statuses are tried again', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('%i is', (status) => {
    expect(clientError(codeOfStatus(status), '').retryable).toBe(true);
  });

  it.each([400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 451])('%i is not', (status) => {
    expect(clientError(codeOfStatus(status), '').retryable).toBe(false);
  });
});

describe('check 22: backoff', () => {
  it('doubles from half a second to half a minute, with jitter over all of it', () => {
    expect([0, 1, 2, 3, 6, 20, 2000].map((tries) => backoffMs(tries, 1))).toEqual([
      500, 1000, 2000, 4000, 30_000, 30_000, 30_000,
    ]);
    expect(backoffMs(3, 0.5)).toBe(2125);
    expect(backoffMs(10, 1, 3000)).toBe(3000);
  });

  it('is never under 250 ms', () => {
    expect(backoffMs(0, 0)).toBe(250);
  });

  it('T23: never brings two together that drew different numbers', () => {
    const first = Array.from({ length: 100 }, (_, i) => backoffMs(0, i / 100));
    expect(new Set(first).size).toBe(100);
  });

  it('spreads a thousand clients that lost their backend at once: no second sees a tenth of the asks', () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const perSecond = new Map<number, number>();
    let asks = 0;
    for (let client = 0; client < 1000; client += 1) {
      let at = 0;
      for (let tries = 0; at < 300_000; tries += 1) {
        at += backoffMs(tries, random());
        if (at < 20_000) continue;
        const second = Math.floor(at / 1000);
        perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
        asks += 1;
      }
    }
    const mean = asks / perSecond.size;
    expect(Math.max(...perSecond.values())).toBeLessThan(mean * 2.5);
  });
});

describe('check 23: Retry-After', () => {
  const now = Date.UTC(2026, 10, 21, 12, 0, 0);

  it.each<[string, number]>([
    ['3', 3000],
    [' 120 ', 120_000],
    ['0', 0],
    ['1000000000', 300_000],
    ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
    ['Saturday, 21-Nov-26 12:00:30 GMT', 30_000],
    ['Sat Nov 21 12:00:30 2026 GMT', 30_000],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 300_000],
  ])('%s is %i ms', (text, ms) => {
    expect(parseRetryAfter(text, now)).toBe(ms);
  });

  it.each([
    '',
    '-1',
    '1e9',
    '3.5',
    'soon',
    '12 seconds',
    'Infinity',
    'NaN',
    '0x10',
    '2026-11-21',
    'Sat',
  ])('garbage is ignored: %s', (text) => {
    expect(parseRetryAfter(text, now)).toBeUndefined();
  });

  it('a date is counted from the date of the answer, whatever the clock of the device', () => {
    expect(
      parseRetryAfter(
        'Sat, 21 Nov 2026 12:00:30 GMT',
        now + 7_200_000,
        'Sat, 21 Nov 2026 12:00:10 GMT',
      ),
    ).toBe(20_000);
  });

  it('is nothing, or finite and from 0 to 5 minutes, for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: 'binary' }),
          fc.integer().map(String),
          fc.double().map(String),
          fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        ),
        (text) => {
          const ms = parseRetryAfter(text, now);
          expect(ms === undefined || (ms >= 0 && ms <= 300_000)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
