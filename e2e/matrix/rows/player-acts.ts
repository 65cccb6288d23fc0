import type { DueFacts } from '../harness/proof.ts';
import type { Act } from './client-row.ts';

/** A player that plays, and what it has to show for it. */
export const GOOD: DueFacts = { phase: 'authorized', usable: true };

export const PLAYS: Act = {
  of: 'at the start',
  opens: {},
  does: [['play'], ['run', 0]],
  asks: [1, 1],
  is: GOOD,
};

export const NEVER_BROKEN = 'a pass is there all the time';
