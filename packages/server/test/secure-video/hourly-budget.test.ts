import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../src/store/memory-store.ts';
import { createHourlyBudget } from '../../src/secure-video/hourly-budget.ts';
import type {
  HourlyBudget,
  SecureVideoQuotaOptions,
} from '../../src/secure-video/hourly-budget.ts';
import type { Store } from '../../src/store/store.ts';
import { codeThrown } from '../api/api-support.ts';
import { ManualClock } from '../api/manual-clock.ts';
import { rejection } from './secure-video-world.ts';

const HOUR_MS = 3_600_000;
/** The tests' time is 22:13:20, so this is what is left of the hour. */
const REST_SECONDS = 46 * 60 + 40;

function budgetOf(
  options: SecureVideoQuotaOptions,
  clock = new ManualClock(),
  store: Store = memoryStore({ clock }),
): { readonly budget: HourlyBudget; readonly clock: ManualClock; readonly store: Store } {
  const budget = createHourlyBudget({ ...options, store }, { clock, identifier: 'identifier' });
  return { budget, clock, store };
}

const spent = (retryAfterSeconds: number) => ({
  code: 'vendor_rate_limited',
  vendor: 'secure-video',
  reason: 'quota_exceeded',
  status: undefined,
  retryAfterSeconds,
});

describe('SV-S5 the budget of an hour', () => {
  it('refuses what the vendor would refuse, until the next full hour', async () => {
    const { budget, clock } = budgetOf({ perHour: 2, reserve: 0 });
    await budget.take('normal');
    await budget.take('low');
    expect(await rejection(budget.take('normal'))).toMatchObject(spent(REST_SECONDS));
    await clock.advance(REST_SECONDS * 1000 - 1);
    expect(await rejection(budget.take('normal'))).toMatchObject(spent(1));
    await clock.advance(1);
    await budget.take('normal');
    expect(await budget.used()).toBe(1);
  });

  it('does not count what it refused', async () => {
    const { budget } = budgetOf({ perHour: 10, reserve: 0.5 });
    for (let n = 0; n < 5; n += 1) await budget.take('low');
    for (let n = 0; n < 20; n += 1) await rejection(budget.take('low'));
    expect(await budget.used()).toBe(5);
    for (let n = 0; n < 5; n += 1) await budget.take('normal');
    expect(await budget.used()).toBe(10);
    await rejection(budget.take('normal'));
    expect(await budget.used()).toBe(10);
  });

  it('sheds calls of low priority first: by default the last tenth is for the others', async () => {
    const { budget } = budgetOf({ perHour: 20 });
    for (let n = 0; n < 18; n += 1) await budget.take('low');
    expect(await rejection(budget.take('low'))).toMatchObject(spent(REST_SECONDS));
    await budget.take('normal');
    await budget.take('normal');
    expect(await rejection(budget.take('normal'))).toMatchObject(spent(REST_SECONDS));
  });

  it('is shared by all instances that share a store, with calls made at once', async () => {
    const { budget, clock, store } = budgetOf({ perHour: 30, reserve: 0 });
    const other = budgetOf({ perHour: 30, reserve: 0 }, clock, store).budget;
    const takes = Array.from({ length: 100 }, (_, n) => (n % 2 ? budget : other).take('normal'));
    const made = (await Promise.allSettled(takes)).filter(({ status }) => status === 'fulfilled');
    expect(made).toHaveLength(30);
  });

  it('counts each customer by itself', async () => {
    const { clock, store } = budgetOf({ perHour: 1 });
    const of = (identifier: string) =>
      createHourlyBudget({ perHour: 1, reserve: 0, store }, { clock, identifier });
    await of('one').take('normal');
    await of('two').take('normal');
    expect(await rejection(of('one').take('normal'))).toMatchObject({
      code: 'vendor_rate_limited',
    });
  });

  it('more than the system’s maximum counts as that', () => {
    expect(budgetOf({ perHour: 250_000 }).budget.perHour).toBe(100_000);
    expect(budgetOf({}).budget.perHour).toBe(100_000);
    expect(budgetOf({ perHour: 99_999 }).budget.perHour).toBe(99_999);
  });

  it('closes when the vendor says so: without Retry-After until the hour ends', async () => {
    const { budget, clock } = budgetOf({});
    expect(await budget.close(undefined)).toBe(REST_SECONDS);
    expect(await rejection(budget.take('normal'))).toMatchObject(spent(REST_SECONDS));
    await clock.advance(REST_SECONDS * 1000);
    await budget.take('normal');
  });

  it('honours Retry-After if it ever appears', async () => {
    const { budget, clock } = budgetOf({});
    expect(await budget.close(90)).toBe(90);
    await clock.advance(30_000);
    expect(await rejection(budget.take('low'))).toMatchObject(spent(60));
    await clock.advance(60_000);
    await budget.take('low');
  });

  it('is open again once it is told that the quota was raised, for all who share the store', async () => {
    const { budget, clock, store } = budgetOf({});
    const other = budgetOf({}, clock, store).budget;
    await budget.close(undefined);
    expect(await rejection(other.take('normal'))).toMatchObject(spent(REST_SECONDS));
    await other.reopen();
    await budget.take('normal');
    expect(await other.used()).toBe(1);
  });

  it('never stays closed for more than an hour, nor for a piece of a millisecond', async () => {
    const lifetimes: number[] = [];
    const clock = new ManualClock();
    const inner = memoryStore({ clock });
    const set: Store['set'] = (key, value, ttlMs) => {
      lifetimes.push(ttlMs);
      return inner.set(key, value, ttlMs);
    };
    const { budget } = budgetOf({}, clock, { ...inner, set });
    expect(await budget.close(9_999_999_999)).toBe(3600);
    expect(await budget.close(1.2345)).toBe(2);
    expect(lifetimes).toEqual([HOUR_MS, 2000]);
  });

  it('takes another idea of when an hour ends', async () => {
    const windowEnd = (now: number): number => (Math.floor(now / HOUR_MS) + 0.5) * HOUR_MS;
    const { budget } = budgetOf({ perHour: 1, reserve: 0, windowEnd });
    await budget.take('normal');
    expect(await rejection(budget.take('normal'))).toMatchObject(spent(REST_SECONDS - 1800));
  });

  it.each([
    { perHour: 0 },
    { perHour: 1.5 },
    { perHour: NaN },
    { reserve: -0.1 },
    { reserve: 1.1 },
    { reserve: NaN },
  ])('refuses %j', (options) => {
    expect(codeThrown(() => budgetOf(options))).toBe('config');
  });
});
