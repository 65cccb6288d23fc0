import { expect, test } from 'vitest';
import { Faults } from '../simulated/faults.ts';
import { PageClock } from '../simulated/page-clock.ts';
import { SimulatedTime } from '../simulated/simulated-time.ts';

test('time jumps from one thing that is due to the next, in order, and takes back what is cancelled', async () => {
  const time = new SimulatedTime();
  const seen: string[] = [];
  time.after(20, () => seen.push(`b at ${time.world}`));
  time.after(10, () => seen.push(`a at ${time.world}`));
  time.after(15, () => seen.push('never'))();
  await time.runUntil(100);
  expect(seen).toEqual(['a at 10', 'b at 20']);
});

test('T16: while the machine sleeps the world goes on, and its counter stands still', async () => {
  const time = new SimulatedTime();
  const clock = new PageClock(time, 0);
  const [wall, counter] = [clock.now(), clock.monotonic()];
  time.sleep(60_000);
  expect([clock.now() - wall, clock.monotonic() - counter]).toEqual([60_000, 0]);
});

test('T17: out of sight timers fire once a second, in silence once a minute after five, and at once when the page shows again', async () => {
  const time = new SimulatedTime();
  const clock = new PageClock(time, 0);
  const fired: number[] = [];
  const arm = (delayMs: number): unknown => clock.after(delayMs, () => fired.push(time.world));
  clock.hide('silent');
  arm(300);
  arm(300_100);
  await time.runUntil(400_000);
  expect(fired).toEqual([1000, 360_000]);
  time.after(420_500 - time.world, () => clock.show());
  arm(420_200 - time.world);
  await time.runUntil(500_000);
  expect(fired.at(-1)).toBe(420_500);
  expect(clock.timers).toBe(0);
});

test('no credential is refused twice in a row for one URL, and no manifest is missing', () => {
  // Strikes always, with the fault that the second number picks.
  const always = (pick: number): Faults => {
    let n = 0;
    return new Faults(() => (n++ % 2 === 0 ? 0 : pick), 1);
  };
  const refusing = always(0);
  expect(['a', 'a', 'b'].map((url) => refusing.media(url))).toEqual(['401', undefined, '401']);
  expect(always(0.99).media('https://edge.example/film/master.m3u8')).toBeUndefined();
  const nonsense = always(0.99);
  expect([nonsense.mint(), nonsense.mint(), nonsense.mint()]).toEqual(['html', undefined, 'html']);
});
