import type { ClientRow } from './client-row.ts';
import { GOOD, NEVER_BROKEN, PLAYS } from './player-acts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The largest delay of a timer: beyond it browsers fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const clockRow = (jumpMs: number): ClientRow => ({
  id: `T15 ${jumpMs > 0 ? '+' : '−'}1 h`,
  title: `The device’s clock is set an hour ${jumpMs > 0 ? 'ahead' : 'back'} in the middle`,
  acts: [
    PLAYS,
    { of: 'the first minute', does: [['run', MINUTE]], asks: [1, 1], is: GOOD },
    {
      of: 'four minutes from the jump',
      does: [
        ['jump', jumpMs],
        ['run', 4 * MINUTE],
      ],
      // Every 45 s, and one for the jump.
      asks: [4, 7],
      is: { ...GOOD, noticed: false },
    },
  ],
  noRecovery: NEVER_BROKEN,
});

const distantRow = (id: string, what: string, seconds: number): ClientRow => ({
  id,
  title: `A pass that ends in ${what}`,
  acts: [
    {
      of: 'the first minute',
      fault: (stage) => ({ action: 'status', status: 200, body: passFor(stage.app, seconds) }),
      opens: {},
      does: [['play'], ['run', MINUTE]],
      asks: [1, 1],
      is: { ...GOOD, nextMs: [HOUR, LONGEST_TIMER_MS] },
    },
    {
      of: 'the next weeks',
      does: [['run', 20 * DAY]],
      asks: [0, 0],
      is: { ...GOOD, nextMs: [1, LONGEST_TIMER_MS] },
    },
  ],
  noRecovery: NEVER_BROKEN,
});

const passFor = (app: string, seconds: number): string =>
  JSON.stringify({
    version: 1,
    expires_in: seconds,
    rules: [{ match: { urls: [`${app}/`] }, place: [{ kind: 'none' }] }],
  });

/** What time does to clients. */
export const TIME_ROWS: readonly ClientRow[] = [
  clockRow(HOUR),
  clockRow(-HOUR),
  {
    id: 'T16',
    title: 'The machine sleeps for two hours',
    acts: [
      PLAYS,
      { of: 'asleep', does: [['sleep', 2 * HOUR]], asks: [0, 0], is: { usable: false } },
      {
        of: 'awake',
        does: [['request'], ['wake', 'visibilitychange'], ['run', 0]],
        asks: [1, 1],
        is: { ...GOOD, heard: 'ok' },
        recoversInMs: 0,
      },
    ],
  },
  {
    id: 'T17 hidden',
    title: 'Hidden for half an hour, timers once a minute, passes of five',
    lifetimeMs: 5 * MINUTE,
    acts: [
      PLAYS,
      {
        of: 'hidden',
        does: [
          ['throttle', MINUTE],
          ['run', 30 * MINUTE],
        ],
        // One for each life, of which three quarters are used.
        asks: [6, 10],
        is: { phase: 'authorized' },
      },
      {
        of: 'shown again',
        does: [['throttle', 1], ['wake', 'visibilitychange'], ['request'], ['run', 0]],
        asks: [0, 1],
        is: { ...GOOD, heard: 'ok' },
        recoversInMs: 0,
      },
    ],
  },
  {
    id: 'T17 bfcache',
    title: 'Frozen for half an hour, and shown out of the back/forward cache',
    acts: [
      PLAYS,
      { of: 'frozen', does: [['sleep', 30 * MINUTE]], asks: [0, 0], is: { usable: false } },
      {
        of: 'shown again',
        does: [['wake', 'pageshow'], ['run', 0], ['request'], ['run', 0]],
        asks: [1, 1],
        is: { ...GOOD, heard: 'ok' },
        recoversInMs: 0,
      },
    ],
  },
  distantRow('T22 30 days', '30 days', 30 * 24 * 3600),
  distantRow('T22 68 years', '68 years', 2 ** 31),
  {
    id: 'T23',
    title: 'A thousand clients whose endpoint fails at the same moment',
    acts: [
      {
        of: 'their second tries',
        opens: {},
        does: [['spread', 1000]],
        asks: [0, 0],
        // Evenly spread, each tenth of the window sees a hundred.
        is: { earliestMs: [250, 500], latestMs: [250, 500], busyTenths: [8, 10] },
      },
    ],
    noRecovery: 'it is about when they try, not about whether',
  },
];
