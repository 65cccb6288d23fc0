import type { AskFault, ClientRow } from './client-row.ts';
import { GOOD, PLAYS } from './player-acts.ts';

const MINUTE = 60_000;

const reset: AskFault = () => ({ action: 'reset' });

const withoutRow = (id: string, what: string, without: readonly string[]): ClientRow => ({
  id,
  title: `${what}: a player plays, and a sign-out counts in its tab`,
  without,
  acts: [
    PLAYS,
    { of: 'two minutes', does: [['run', 2 * MINUTE]], asks: [2, 3], is: GOOD },
    {
      of: 'after the sign-out',
      does: [['signOut'], ['run', MINUTE]],
      asks: [0, 0],
      is: { phase: 'signed-out', code: 'signed_out', usable: false },
    },
  ],
  noRecovery: 'nothing fails; what was stored is kept in the page',
});

/** What happens to clients besides answers and time. */
export const CLIENT_ROWS: readonly ClientRow[] = [
  {
    id: 'T14',
    title: 'A minute offline, and back',
    acts: [
      PLAYS,
      {
        of: 'offline, while the pass lives',
        fault: reset,
        does: [['run', 57_000]],
        asks: [2, 8],
        is: { ...GOOD, noticed: false },
      },
      {
        of: 'offline, when it is over',
        does: [['run', 2000], ['request'], ['run', 1000]],
        asks: [0, 4],
        is: { phase: 'network', code: 'network', usable: false, heard: 'pending' },
      },
      {
        of: 'back online',
        fault: 'ends',
        does: [
          ['wake', 'online'],
          ['run', 1000],
        ],
        asks: [1, 1],
        is: { ...GOOD, heard: 'ok' },
        recoversInMs: 1000,
      },
    ],
  },
  {
    id: 'T14 abort',
    title: 'Who waits offline can be called off',
    acts: [
      {
        of: 'who waits',
        fault: reset,
        opens: {},
        does: [['ask'], ['run', 500], ['abort'], ['run', 0]],
        asks: [1, 3],
        is: { heard: 'failed', heardCode: 'aborted', retryable: false },
      },
      { of: 'the minute after', does: [['run', MINUTE]], asks: [0, 0], is: {} },
      {
        of: 'who asks next',
        fault: 'ends',
        does: [['play'], ['run', 0]],
        asks: [1, 1],
        is: GOOD,
        recoversInMs: 0,
      },
    ],
  },
  {
    id: 'T18 mounts',
    title: 'Twenty players mount at once, each twice as React’s StrictMode has it',
    acts: [
      {
        of: 'all twenty',
        opens: {},
        does: [
          ['mount', 20],
          ['run', 0],
        ],
        asks: [1, 1],
        is: { waits: 20, ok: 20 },
      },
    ],
    noRecovery: 'nothing fails',
  },
  {
    id: 'T21',
    title: 'Sign-out while a pass is on its way',
    acts: [
      {
        of: 'who waits',
        fault: () => ({ action: 'hang' }),
        opens: { holds: true },
        does: [['play'], ['run', 0], ['signOut'], ['run', MINUTE]],
        asks: [1, 1],
        is: {
          ...{ phase: 'signed-out', code: 'signed_out', received: 0 },
          ...{ heard: 'failed', heardCode: 'signed_out', retryable: false },
        },
      },
      {
        of: 'at the viewer’s wish',
        fault: 'ends',
        does: [['retry'], ['run', 0]],
        asks: [1, 1],
        is: GOOD,
        recoversInMs: 0,
      },
    ],
  },
  {
    id: 'T21 tabs',
    title: 'Sign-out in another tab',
    acts: [
      { ...PLAYS, opens: { hearsTabs: true } },
      {
        of: 'a second after the other tab’s sign-out',
        inAnotherTab: true,
        does: [['signOut']],
        asks: [0, 0],
        is: { phase: 'signed-out', code: 'signed_out', usable: false },
      },
      {
        of: 'at the viewer’s wish',
        does: [['retry'], ['run', 0]],
        asks: [1, 1],
        is: GOOD,
        recoversInMs: 0,
      },
    ],
  },
  withoutRow('T24 storage', 'Storage is denied', [
    'localStorage!',
    'sessionStorage!',
    'indexedDB!',
  ]),
  withoutRow('T24 tabs', 'No Web Locks, no BroadcastChannel', [
    'navigator.locks',
    'BroadcastChannel',
  ]),
];
