import type { ClientErrorCode } from '@playgate/client';
import type { DueFacts, Range } from '../harness/proof.ts';
import type { MatrixStage } from '../stage/start-matrix-stage.ts';
import type { Act, AskFault, ClientRow } from './client-row.ts';

/** What becomes of asks under a fault. Times are virtual milliseconds. */
export interface TokenRow {
  readonly id: string;
  readonly title: string;
  /** What befalls every ask; absent: `endpoint` says what is wrong. */
  readonly fault?: AskFault;
  /** Where it is asked. Default `/pass`. */
  readonly endpoint?: (stage: MatrixStage) => string;
  /** What somebody hears who waits for a pass and has none. */
  readonly code: ClientErrorCode;
  /** Whether the error keeps what was thrown as its cause: where something was. Default no. */
  readonly hasCause?: boolean;
  /** When they hear it, and after how many asks. */
  readonly tookMs: Range;
  readonly asks: Range;
  /** Where a player stands that has none, after a minute, and after how many asks. */
  readonly phase: 'network' | 'denied' | 'signed-out';
  readonly asksInAMinute: Range;
  /** How many asks there are in the last quarter of a pass of a minute, which goes on being used meanwhile. */
  readonly renewals: Range;
  /** How soon after the fault the player has a pass by itself; `final`: at the viewer's wish only. */
  readonly recoversInMs: number | 'final';
}

const MINUTE = 60_000;
/** The last moment at which a pass of a minute is handed out: two seconds are kept. */
const LAST = 57_999;
/** The longest that a viewer waits who wishes to go on. */
const WISH_MS = 3000;
const PLAYS = { phase: 'authorized', usable: true } as const;

/** Plays it to somebody who waits, to a player that has no pass, and to a player that renews one. */
export function clientRow(row: TokenRow): ClientRow {
  const { id, title, endpoint, fault } = row;
  return {
    ...{ id, title, endpoint },
    acts: [who(row), player(row), ...(fault ? [...recovery(row), ...renewal(row, fault)] : [])],
    noRecovery: fault ? undefined : 'the address is wrong for good',
  };
}

const opens = { holds: true } as const;

const who = ({ fault, code, phase, hasCause = false, tookMs, asks }: TokenRow): Act => ({
  ...{ of: 'who waits', opens, does: [['ask'], ['run', 2 * MINUTE]], asks },
  ...(fault && { fault }),
  is: {
    ...{ heard: 'failed', heardCode: code, heardAfterMs: tookMs, hasCause },
    retryable: phase === 'network',
  },
});

const player = ({ fault, code, phase, asksInAMinute }: TokenRow): Act => ({
  ...{ of: 'a player without a pass', opens, does: [['play'], ['run', MINUTE]] },
  ...(fault && { fault }),
  ...{ asks: asksInAMinute, is: { phase, code } },
});

function recovery({ phase, recoversInMs }: TokenRow): readonly Act[] {
  const fault = 'ends';
  if (recoversInMs !== 'final') {
    const of = 'the player after the fault';
    // And renewed, if there is time.
    return [{ of, fault, does: [['run', recoversInMs]], asks: [1, 2], is: PLAYS, recoversInMs }];
  }
  return [
    { of: 'what is final', fault, does: [['run', MINUTE]], asks: [0, 0], is: { phase } },
    {
      ...{ of: 'at the viewer’s wish', does: [['retry'], ['run', WISH_MS]] },
      ...{ asks: [1, 1], is: PLAYS, recoversInMs: WISH_MS },
    },
  ];
}

function renewal(
  { phase, code, renewals, asksInAMinute }: TokenRow,
  fault: AskFault,
): readonly Act[] {
  const is: DueFacts = { ...PLAYS, noticed: false };
  return [
    { of: 'a player with a pass', opens, does: [['play'], ['run', 0]], asks: [1, 1], is },
    { of: 'its renewal', fault, does: [['run', LAST]], asks: renewals, is },
    {
      ...{ of: 'the end of its pass', does: [['run', 2], ['request'], ['run', MINUTE]] },
      ...{ asks: [0, asksInAMinute[1]], is: { phase, code } },
    },
  ];
}
