import { expect, it } from 'vitest';
import { onWake } from '../src/on-wake.ts';

/** A document in a window: events of the first reach the second. */
function pageThatIs(visibilityState: 'hidden' | 'visible') {
  const target = new EventTarget();
  const seen: string[] = [];
  const stop = onWake(target, ({ type }) => seen.push(type));
  const show = (type: string): void => {
    const event = new Event(type);
    Object.defineProperty(event, 'target', { value: { visibilityState } });
    target.dispatchEvent(event);
  };
  return { seen, stop, show };
}

it('29: a page that is shown has woken, one that was just hidden has not', () => {
  const [shown, hidden] = [pageThatIs('visible'), pageThatIs('hidden')];
  for (const { show } of [shown, hidden]) show('visibilitychange');
  expect([shown.seen, hidden.seen]).toEqual([['visibilitychange'], []]);
});

it('29: a hidden page hears that the network is back, and of other tabs', () => {
  const { seen, show } = pageThatIs('hidden');
  for (const type of ['online', 'storage']) show(type);
  expect(seen).toEqual(['online', 'storage']);
});

it('hears nothing once it is stopped', () => {
  const { seen, stop, show } = pageThatIs('visible');
  stop();
  for (const type of ['online', 'pageshow', 'visibilitychange', 'storage']) show(type);
  expect(seen).toEqual([]);
});
