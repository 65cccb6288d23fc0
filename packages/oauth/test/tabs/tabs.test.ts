import { expect, test } from 'vitest';
import { browser as noBrowser } from '../../src/browser.ts';
import { createTabs } from '../../src/tabs/tabs.ts';
import { FakeBrowser } from '../support/fake-browser.ts';
import type { FakeTab } from '../support/fake-browser.ts';
import { settle } from '../support/fake-clock.ts';

/** Two tabs, and what the first of them hears. */
function made() {
  const browser = new FakeBrowser();
  const [here, there] = [browser.open(), browser.open()];
  const heard: string[] = [];
  const make = (tab: FakeTab, told: string[]) =>
    createTabs({ ...noBrowser(), ...tab.environment() }, 'key', {
      look: () => void told.push('look'),
      hear: ({ kind }) => void told.push(kind),
    });
  return { here, heard, tabs: make(here, heard), other: make(there, []) };
}

const ask = { kind: 'ask', id: 's' } as const;

test('35: a page that goes to the back/forward cache has no channel there, and has one again when it comes back', async () => {
  const { here, heard, tabs, other } = made();
  tabs.start();
  here.events.dispatchEvent(new Event('pagehide'));
  // Browsers say this after it.
  here.events.dispatchEvent(new Event('visibilitychange'));
  expect(here.channels.size).toBe(0);
  other.tell(ask);
  await settle();
  expect(heard).toEqual(['look']);
  here.events.dispatchEvent(new Event('pageshow'));
  other.tell(ask);
  await settle();
  expect(heard).toEqual(['look', 'look', 'ask']);
  tabs.stop();
  here.events.dispatchEvent(new Event('pageshow'));
  expect(here.channels.size).toBe(0);
});

test('42: a tab that does not listen itself tells the others all the same', async () => {
  const { heard, tabs, other } = made();
  tabs.start();
  expect(other.tell(ask)).toBe(true);
  other.leaveMark('out', 's');
  await settle();
  expect(heard).toEqual(['look', 'ask', 'look']);
});

test('T24: where there are no channels nobody can be told, and that is said', () => {
  const environment = { ...noBrowser(), openChannel: () => undefined };
  const tabs = createTabs(environment, 'key', { look: () => {}, hear: () => {} });
  tabs.start();
  expect(tabs.tell(ask)).toBe(false);
});
