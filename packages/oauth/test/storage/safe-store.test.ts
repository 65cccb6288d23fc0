import { expect, test } from 'vitest';
import { safeStore } from '../../src/storage/safe-store.ts';
import { FakeBrowser } from '../support/fake-browser.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { outcomeOf } from '../support/outcome.ts';
import { browser as noBrowser } from '../../src/browser.ts';

/** A database that opens when it is told to. */
function made() {
  const clock = new FakeClock();
  const { database } = new FakeBrowser(clock);
  let open = (): void => {};
  database.before = () => new Promise((resolve) => (open = resolve));
  const store = safeStore({ ...noBrowser(), clock, database }, 'app');
  return { clock, database, store, open: () => open() };
}

test('T24: one that does not open in three seconds is none', async () => {
  const { clock, store } = made();
  const outcome = outcomeOf(store.update('session', () => 'new'));
  await clock.advance(2900);
  expect(outcome.isOpen).toBe(true);
  await clock.advance(200);
  expect(outcome.value).toBe(false);
});

test('T24: what was not done in time is not done later, either: a refresh token that is in memory then is not in the store, too', async () => {
  const { clock, database, store, open } = made();
  database.values.set('app session', 'old');
  const outcome = outcomeOf(store.update('session', () => 'new'));
  await clock.advance(4000);
  open();
  await clock.advance(100);
  expect(outcome.value).toBe(false);
  expect(database.values.get('app session')).toBe('old');
});

test('control: in time it is done, and no timer is left', async () => {
  const { clock, database, store, open } = made();
  const outcome = outcomeOf(store.update('session', () => 'new'));
  await clock.advance(2900);
  open();
  await clock.advance(5000);
  expect(outcome.value).toBe(true);
  expect(database.values.get('app session')).toBe('new');
  expect(clock.timers).toBe(0);
});
