import { expect, test } from 'vitest';
import { browser as noBrowser } from '../../src/browser.ts';
import { createTransactions } from '../../src/transaction/transactions.ts';
import { FakeStorage } from '../support/fake-browser.ts';
import { FakeClock } from '../support/fake-clock.ts';

function made(stores: { session?: FakeStorage; local?: FakeStorage } = {}) {
  const clock = new FakeClock();
  const environment = {
    ...noBrowser(),
    ...{ clock, transactions: stores.session, marks: stores.local },
  };
  return { clock, transactions: createTransactions(environment, 'key') };
}

const DETAILS = { returnTo: '/', verifier: 'v', nonce: 'n' };

test('53: one is given once; what is left of it tells a replay', () => {
  const { clock, transactions } = made({ session: new FakeStorage() });
  transactions.put('s', { atMs: clock.now(), ...DETAILS });
  expect(transactions.take('s')).toMatchObject({ verifier: 'v', nonce: 'n' });
  expect(transactions.take('s')).toEqual({ atMs: clock.now(), returnTo: '/' });
  expect(transactions.take('other')).toBeUndefined();
});

test('53: after ten minutes there is none', async () => {
  const { clock, transactions } = made({ session: new FakeStorage() });
  transactions.put('s', { atMs: clock.now(), ...DETAILS });
  await clock.advance(599_000);
  expect(transactions.take('s')).toBeDefined();
  await clock.advance(2000);
  expect(transactions.take('s')).toBeUndefined();
});

test('53: of many the newest twenty are kept', () => {
  const { clock, transactions } = made({ session: new FakeStorage() });
  for (let i = 0; i < 30; i += 1) transactions.put(`s${i}`, { atMs: clock.now(), ...DETAILS });
  expect(transactions.take('s9')).toBeUndefined();
  expect(transactions.take('s10')).toBeDefined();
});

test('67, T24: where sessionStorage is denied localStorage serves, and where that is denied memory', () => {
  const denied = new FakeStorage();
  denied.setItem = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const local = new FakeStorage();
  const first = made({ session: denied, local });
  first.transactions.put('s', { atMs: first.clock.now(), ...DETAILS });
  expect([...local.values.keys()]).toEqual(['key sign-ins']);
  expect(first.transactions.take('s')).toMatchObject({ verifier: 'v' });
  expect([...local.values.values()].join('')).not.toContain('"v"');

  const second = made({ session: denied });
  second.transactions.put('s', { atMs: second.clock.now(), ...DETAILS });
  expect(second.transactions.take('s')).toMatchObject({ verifier: 'v' });
});

test('53: what somebody else wrote there does no harm', () => {
  const session = new FakeStorage();
  const { transactions } = made({ session });
  for (const text of ['{', 'null', '[]', '{"s":1}', '{"s":{"atMs":"x"}}', '{"__proto__":{}}']) {
    session.setItem('key sign-ins', text);
    expect(transactions.take('s')).toBeUndefined();
  }
});
