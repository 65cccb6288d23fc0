import { expect, onTestFinished, test } from 'vitest';
import { FakeClock } from '../../client/test/support/fake-clock.ts';
import { reviveEngine } from '../src/revive-engine.ts';
import { makePlayer } from './made-player.ts';

/** A player at a position with nothing buffered, and what it and VHS are told to do. */
function starving() {
  const clock = new FakeClock();
  const player = makePlayer();
  const seeks: number[] = [];
  const resets: number[] = [];
  const now = { readyState: 1, buffered: 0, ended: false, paused: false, autoplay: false };
  Object.assign(player, {
    readyState: () => now.readyState,
    buffered: () => ({ length: 1, start: () => 60, end: () => 60 + now.buffered }),
    ended: () => now.ended,
    paused: () => now.paused,
    autoplay: () => now.autoplay,
    currentTime: (to?: number) => (to === undefined ? 60 : seeks.push(to)),
    tech: () => ({ vhs: { setCurrentTime: (to: number) => resets.push(to) } }),
  });
  const engine = reviveEngine(player, clock);
  onTestFinished(() => player.dispose());
  return { clock, player, seeks, resets, now, engine };
}

test('VHS that heard of a failure and asks for nothing is told to seek to where it is, every two seconds', async () => {
  const { clock, seeks, engine } = starving();
  engine.failed();
  await clock.advance(1999);
  expect(seeks).toEqual([]);
  await clock.advance(1);
  expect(seeks).toEqual([60]);
  await clock.advance(60_000);
  expect(seeks).toHaveLength(31);
});

test('a failure after the first begins the wait anew', async () => {
  const { clock, seeks, engine } = starving();
  let isOver = false;
  engine.asked(() => isOver);
  engine.failed();
  await clock.advance(1500);
  isOver = true;
  engine.failed();
  await clock.advance(1999);
  expect(seeks).toEqual([]);
  await clock.advance(1);
  expect(seeks).toEqual([60]);
});

test('as long as it waits for a request, and while it may still be at what came, it is left alone', async () => {
  const { clock, seeks, engine } = starving();
  let isOver = false;
  engine.failed();
  await clock.advance(500);
  engine.asked(() => isOver);
  await clock.advance(10_000);
  expect(seeks).toEqual([]);
  isOver = true;
  // The look at 11 s finds that it has everything, the one at 12 s that it made nothing of it.
  await clock.advance(1499);
  expect(seeks).toEqual([]);
  await clock.advance(1);
  expect(seeks).toEqual([60]);
});

test('VHS that asks between two looks has not stopped', async () => {
  const { clock, seeks, engine } = starving();
  engine.failed();
  for (let i = 0; i < 10; i += 1) {
    engine.asked(() => true);
    await clock.advance(1000);
  }
  expect(seeks).toEqual([]);
});

test('where nothing is loaded yet, it is VHS itself that is told, as the element does not seek; less and less often', async () => {
  const { clock, seeks, resets, now, engine } = starving();
  now.readyState = 0;
  engine.failed();
  engine.asked(() => true);
  await clock.advance(2000);
  expect([resets, seeks]).toEqual([[60], []]);
  await clock.advance(3999);
  expect(resets).toEqual([60]);
  await clock.advance(1);
  expect(resets).toEqual([60, 60]);
  engine.failed();
  await clock.advance(2000);
  expect(resets).toEqual([60, 60, 60]);
});

test('where nobody wants to play yet, it waits until somebody does', async () => {
  const { clock, resets, now, engine } = starving();
  Object.assign(now, { readyState: 0, paused: true });
  engine.failed();
  engine.asked(() => true);
  await clock.advance(10_000);
  expect(resets).toEqual([]);
  now.paused = false;
  await clock.advance(2000);
  expect(resets).toEqual([60]);
});

test('a page that plays by itself is as good as a viewer', async () => {
  const { clock, resets, now, engine } = starving();
  Object.assign(now, { readyState: 0, paused: true, autoplay: true });
  engine.failed();
  engine.asked(() => true);
  await clock.advance(2000);
  expect(resets).toEqual([60]);
});

test.each([
  ['something to show', { buffered: 1 }],
  ['come to its end', { ended: true }],
])('a player that has %s is left alone', async (_, state) => {
  const { clock, seeks, engine, now } = starving();
  Object.assign(now, state);
  engine.failed();
  await clock.advance(10_000);
  expect([seeks, clock.timers]).toEqual([[], 0]);
});

test('so is one that shows an error', async () => {
  const { clock, player, seeks, engine } = starving();
  player.error(4);
  engine.failed();
  await clock.advance(10_000);
  expect(seeks).toEqual([]);
});

test('once ended, it waits for nothing, also when a request that is still under way fails', () => {
  const { clock, engine } = starving();
  engine.dispose();
  engine.failed();
  expect(clock.timers).toBe(0);
});

test('without a failure nothing happens, and nothing is left behind', async () => {
  const { clock, seeks, engine } = starving();
  engine.asked(() => true);
  await clock.advance(10_000);
  expect(seeks).toEqual([]);
  engine.failed();
  engine.dispose();
  expect(clock.timers).toBe(0);
});
