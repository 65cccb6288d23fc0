import { expect, test } from 'vitest';
import { sharedSession } from '../../src/tokens/shared-session.ts';
import { FakeClock } from '../support/fake-clock.ts';

const LEASE_MS = 10_000;

function made() {
  const clock = new FakeClock();
  let value: unknown = { id: 's', generation: 3, refresh: 'rt-3', liveUntilMs: 0 };
  const store = {
    update: async (_name: string, change: (kept: unknown) => unknown) => {
      value = change(value);
      return true;
    },
  };
  const tab = (id = 's', ahead = 0) => {
    const own = Object.assign(Object.create(clock), { now: () => clock.now() + ahead });
    return sharedSession(store, id, own, LEASE_MS);
  };
  return { clock, tab, stored: () => value };
}

const FREE = { stored: { refresh: 'rt-3' }, isBusy: false };

const used = { id: 's', generation: 3, refresh: 'rt-3', liveUntilMs: 0 };
const next = { refresh: 'rt-4', liveUntilMs: 1 };

test('34: a lease keeps others back until its end, and not beyond', async () => {
  const { clock, tab } = made();
  expect(await tab().claim('one', false)).toMatchObject(FREE);
  expect(await tab().claim('two', false)).toMatchObject({ isBusy: true });
  await clock.advance(LEASE_MS - 1);
  expect(await tab().claim('two', false)).toMatchObject({ isBusy: true });
  await clock.advance(1);
  expect(await tab().claim('two', false)).toMatchObject(FREE);
});

test.each([-900, 900])(
  '34: a lease holds where another tab’s clock is %d ms ahead: processes differ, and browsers round',
  async (ahead) => {
    const { clock, tab } = made();
    await tab('s', ahead).claim('one', false);
    expect(await tab().claim('two', false)).toMatchObject({ isBusy: true });
    await clock.advance(LEASE_MS - 1000);
    expect(await tab().claim('two', false)).toMatchObject({ isBusy: true });
    await clock.advance(2000);
    expect(await tab().claim('two', false)).toMatchObject(FREE);
  },
);

test('37: who gets the lock that the owner of the lease held knows that it is gone; else not', async () => {
  const { tab } = made();
  await tab().claim('one', true);
  expect(await tab().claim('two', false)).toMatchObject({ isBusy: true });
  expect(await tab().claim('two', true)).toMatchObject(FREE);
  const other = made();
  await other.tab().claim('one', false);
  expect(await other.tab().claim('two', true)).toMatchObject({ isBusy: true });
});

test('40: nothing is stored for a session that is over in that very moment, or for another one', async () => {
  const { tab, stored } = made();
  expect(await tab().replace(used, next, () => false)).toBe('late');
  expect(await tab('other').replace(used, next, () => true)).toBe('late');
  expect(stored()).toMatchObject({ refresh: 'rt-3' });
  expect(await tab('other').claim('one', true)).toBeUndefined();
});

test('36: who comes late changes nothing: neither the newer refresh token, nor that the session is there', async () => {
  const { tab, stored } = made();
  expect(await tab().replace(used, next, () => true)).toBe('kept');
  expect(await tab().replace(used, { ...next, refresh: 'late' }, () => true)).toBe('late');
  expect(await tab().drop(used)).toBe(false);
  expect(stored()).toMatchObject({ refresh: 'rt-4', generation: 4, lease: undefined });
  expect(await tab().drop({ ...used, generation: 4 })).toBe(true);
  expect(stored()).toBeUndefined();
});
