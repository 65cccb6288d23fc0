import { expect, onTestFinished, test } from 'vitest';
import { FakeClock } from '../../client/test/support/fake-clock.ts';
import { reviveEngine } from '../src/revive-engine.ts';
import { makePlayer } from './made-player.ts';

/** A player at a position with nothing buffered, and the seeks that it is told to make. */
function starving() {
  const clock = new FakeClock();
  const player = makePlayer();
  const seeks: number[] = [];
  const now = { readyState: 1, buffered: 0, ended: false };
  Object.assign(player, {
    readyState: () => now.readyState,
    buffered: () => ({ length: 1, start: () => 60, end: () => 60 + now.buffered }),
    ended: () => now.ended,
    currentTime: (to?: number) => (to === undefined ? 60 : seeks.push(to)),
  });
  const engine = reviveEngine(player, clock);
  onTestFinished(() => player.dispose());
  return { clock, player, seeks, now, engine };
}

test('VHS that heard of a failure and asks for nothing is told to seek to where it is, every two seconds', async () => {
  const { clock, seeks, engine } = starving();
  engine.failed();
  await clock.advance(1999);
  expect(seeks).toEqual([]);
  await clock.advance(1);
  expect(seeks).toEqual([60]);
  await clock.advance(6000);
  expect(seeks).toEqual([60, 60, 60, 60]);
});

test('a failure after the first begins the wait anew', async () => {
  const { clock, seeks, engine } = starving();
  engine.failed();
  await clock.advance(1500);
  engine.failed();
  await clock.advance(1999);
  expect(seeks).toEqual([]);
});

test('as long as it waits for a request, it is left alone', async () => {
  const { clock, seeks, engine } = starving();
  let isOver = false;
  engine.asked(() => true);
  engine.asked(() => isOver);
  engine.failed();
  await clock.advance(10_000);
  expect(seeks).toEqual([]);
  isOver = true;
  engine.failed();
  await clock.advance(2000);
  expect(seeks).toEqual([60]);
});

test.each([
  ['something to show', { buffered: 1 }],
  ['nothing loaded yet', { readyState: 0 }],
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
