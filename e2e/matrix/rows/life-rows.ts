import type { JournalEntry } from '@playgate/sandbox';
import { setTimeout as wait } from 'node:timers/promises';
import type { Report } from '../page/show.ts';
import { all, expire, media } from './media-faults.ts';
import type { MediaRow, MediaScene } from './media-row.ts';

const ONCE = [1, 1] as const;
/** Longer than any engine's next try. */
const SILENCE_MS = 1500;
const POLLING_MS = 10;

/** A segment that takes two seconds. */
const slowSegment = media(
  { kind: 'segment' },
  { action: 'transport', latencyMs: 100, sliceBytes: 8000 },
  1,
);

/** Asks for passes take as long as it takes to do something meanwhile. */
const slowAsks: MediaRow['fault'] = (stage) => stage.failAsks({ action: 'delay', ms: 1000 });

/** Resolves when a fault of the media server has befallen a request. */
async function untilBefallen({ stage }: MediaScene): Promise<void> {
  while (!(await stage.sandbox.faults()).some(({ hits }) => hits > 0)) await wait(POLLING_MS);
}

/** Resolves when a pass has been asked for because of the fault, which is not there yet. */
async function untilAsked({ stage }: MediaScene): Promise<void> {
  while (!(await stage.front.faults()).some(({ hits }) => hits > 0)) await wait(POLLING_MS);
}

/** Engines begin where they will: the viewer seeks in the film that has just been opened when it plays. */
async function seekWhenItPlays({ page }: MediaScene): Promise<void> {
  const isAtItsStart = (time: number): boolean => time > 0.1 && time < 30;
  while (!isAtItsStart((await page.call('report')).time)) await wait(POLLING_MS);
  await page.call('seek', 60);
}

const countOf = (entries: readonly JournalEntry[], path: string, credential: string): number =>
  entries.filter((entry) => entry.path.startsWith(path) && entry.credential === credential).length;

/** What happens to playback in the course of its life. */
export const LIFE_ROWS: readonly MediaRow[] = [
  {
    id: 'M4',
    title: 'The pass expires while a segment comes in',
    fault: slowSegment,
    async meanwhile(scene) {
      await untilBefallen(scene);
      await expire(scene.stage);
      return undefined;
    },
    ends: 'plays on',
    asks: ONCE,
    withinMs: 12_000,
    async facts({ media: sent }) {
      const entries = (await sent()).filter(({ kind }) => kind === 'segment');
      const slow = entries.find(({ fault }) => fault !== undefined);
      const again = entries.filter((entry) => entry !== slow && entry.path === slow?.path);
      return { slowAskedAgain: again.length };
    },
    is: { slowAskedAgain: 0 },
  },
  {
    id: 'M13 source',
    title: 'Another film, of another asset, while a pass is on its way',
    fault: all(slowAsks, expire),
    async meanwhile(scene) {
      await untilAsked(scene);
      const { page, stage, engine } = scene;
      await page.call('load', stage.film('open/long-film', engine));
      await seekWhenItPlays(scene);
      return undefined;
    },
    ends: 'plays on',
    asks: ONCE,
    withinMs: 12_000,
    facts: async ({ media: sent }) => ({
      sentAlong: countOf(await sent(), '/open/', 'bearer'),
    }),
    is: { sentAlong: 0 },
  },
  {
    id: 'M13 dispose',
    title: 'The player is disposed of while a pass is on its way, and another one opened',
    fault: all(slowAsks, expire),
    async meanwhile(scene) {
      await untilAsked(scene);
      const { page, stage, engine } = scene;
      await page.call('destroy');
      const mark = (await stage.sandbox.journal()).next;
      await wait(SILENCE_MS);
      const sentAfterwards = (await stage.media(mark)).length;
      const asset = 'bearer/launch-film';
      await page.call('open', { engine, asset, buffer: 4, src: stage.film(asset, engine) });
      await seekWhenItPlays(scene);
      return { sentAfterwards };
    },
    ends: 'plays on',
    // One for each player.
    asks: [2, 2],
    withinMs: 15_000,
    is: { sentAfterwards: 0 },
  },
  {
    id: 'M14',
    title: 'Two players with passes of their own: one is refused, the other plays on',
    fault: async () => {},
    async meanwhile({ page, stage, engine }) {
      const asset = 'query/long-film';
      await page.call('open', {
        id: 'two',
        engine,
        asset,
        src: stage.film(asset, engine),
        buffer: 4,
      });
      const other = (): Promise<Report> => page.call('report', 'two');
      // So that its second pass is not asked for in the moment of its first.
      while ((await other()).time < 1) await wait(POLLING_MS);
      await media(`^/${asset}/`, { action: 'refuse' })(stage);
      while ((await other()).phase !== 'denied') await wait(POLLING_MS);
      return { other: (await other()).code };
    },
    ends: 'plays on',
    // Two for the other player, whose refusals are counted, too.
    asks: [2, 2],
    failures: 8,
    withinMs: 15_000,
    async facts({ media: sent }) {
      const entries = await sent();
      return {
        crossed: countOf(entries, '/query/', 'bearer') + countOf(entries, '/bearer/', 'query'),
      };
    },
    is: { other: 'pass_refused', crossed: 0 },
  },
];
