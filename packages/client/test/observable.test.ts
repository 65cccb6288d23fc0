import { expect, it, vi } from 'vitest';
import { createObservable } from '../src/observable.ts';

it('tells listeners of another value, and of no other', () => {
  const observable = createObservable(1);
  const heard: number[] = [];
  const end = observable.subscribe(() => heard.push(observable.get()));
  observable.set(1);
  observable.set(2);
  end();
  end();
  observable.set(3);
  expect(heard).toEqual([2]);
  expect(observable.get()).toBe(3);
});

it('the same function can listen twice', () => {
  const observable = createObservable(1);
  const listener = vi.fn<() => void>();
  const end = observable.subscribe(listener);
  observable.subscribe(listener);
  end();
  observable.set(2);
  expect(listener).toHaveBeenCalledTimes(1);
});

it('a listener that leaves while others are told is not told', () => {
  const observable = createObservable(1);
  const heard: string[] = [];
  observable.subscribe(() => end());
  const end = observable.subscribe(() => heard.push('late'));
  observable.set(2);
  expect(heard).toEqual([]);
});
