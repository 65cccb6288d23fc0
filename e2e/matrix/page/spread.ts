import { createPassClient } from '@playgate/client';
import type { Facts } from '../harness/proof.ts';
import { LabClock } from './lab-clock.ts';

/** The pause before a second try, at its shortest and longest. */
const WINDOW_MS = { from: 250, to: 500 } as const;
const TENTHS = 10;

/** When clients whose endpoint fails at the same moment try again. A tenth of the window is busy if half of its share try in it. */
export async function spread(clients: number): Promise<Facts> {
  const tries = await secondTries(clients);
  const tenthOf = (at: number): number =>
    Math.floor(((at - WINDOW_MS.from) / (WINDOW_MS.to - WINDOW_MS.from)) * TENTHS);
  const counts = Array.from(
    { length: TENTHS },
    (_, tenth) => tries.filter((at) => tenthOf(at) === tenth).length,
  );
  return {
    earliestMs: Math.min(...tries),
    latestMs: Math.max(...tries),
    busyTenths: counts.filter((count) => count > clients / TENTHS / 2).length,
  };
}

async function secondTries(clients: number): Promise<readonly number[]> {
  const clock = new LabClock();
  const start = clock.monotonic();
  const tries: number[] = [];
  const all = Array.from({ length: clients }, (_, i) =>
    createPassClient({
      source: () => {
        tries.push(clock.monotonic() - start);
        return Promise.reject(new TypeError('no network'));
      },
      clock,
      // Evenly spread themselves, in another order.
      random: () => ((i * 383) % clients) / clients,
      wakes: new EventTarget(),
    }),
  );
  const waits = all.map((client) => client.pass({ asset: 'film' }).catch(() => undefined));
  // The first tries fail before any timer fires.
  await new Promise((resolve) => void setTimeout(resolve));
  while (tries.length < 2 * clients && clock.next < Infinity) clock.fire();
  for (const client of all) client.dispose();
  await Promise.all(waits);
  return tries.slice(clients, 2 * clients);
}
