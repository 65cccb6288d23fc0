import type { AuthorizerState, ClientErrorCode } from '@playgate/client';
import type { Phrase } from '../lang/phrase.ts';

/** Codes of those who are there and ask for patience. */
const BUSY: ReadonlySet<ClientErrorCode | undefined> = new Set(['rate_limited', 'server_error']);

/** What a viewer hears who waits for the picture; `undefined` in a state that has nothing to do with the wait. */
export function noticeText({ phase, error }: AuthorizerState): Phrase | undefined {
  if (phase === 'waiting') return 'One moment…';
  if (phase !== 'network') return undefined;
  return BUSY.has(error?.code)
    ? 'The video service is busy. Trying again…'
    : 'The connection was lost. Trying again…';
}
