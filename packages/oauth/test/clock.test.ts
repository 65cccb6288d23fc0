import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { elapsed, systemClock } from '../src/clock.ts';
import { FakeClock } from './support/fake-clock.ts';

const run = promisify(execFile);

const CLOCK = fileURLToPath(new URL('../src/clock.ts', import.meta.url));

test('39: a timer does not keep a Node process alive', async () => {
  const script = `import { systemClock } from ${JSON.stringify(CLOCK)}; systemClock.after(120_000, () => {}); console.log('made');`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
  expect(stdout).toBe('made\n');
}, 30_000);

test('a timer that was cancelled does not fire', async () => {
  const fired: string[] = [];
  systemClock.after(0, () => fired.push('cancelled'))();
  await new Promise<void>((resolve) => {
    systemClock.after(1, resolve);
  });
  expect(fired).toEqual([]);
});

test('11: the clock that went further counts', async () => {
  const clock = new FakeClock();
  const since = { wall: clock.now(), monotonic: clock.monotonic() };
  await clock.advance(1000);
  expect(elapsed(since, clock)).toBe(1000);
  clock.jumpWall(5000);
  expect(elapsed(since, clock)).toBe(6000);
  clock.jumpWall(-50_000);
  expect(elapsed(since, clock)).toBe(1000);
});
