import type { PlaybackPass } from '@playgate/protocol';
import { clientError } from '../client-error.ts';
import type { HeldPass } from './held-pass.ts';

/** The same token may come with this much more time than it had left and still count as honest, in milliseconds. */
const TOLERANCE_MS = 1000;

/**
 * Checks that a pass which came from a source is news.
 *
 * @param before The one that was held; `undefined` also if there was none.
 * @param wasRefused Whether that one was refused.
 * @throws {ClientError} `invalid_response` for the same pass again, as a cache between here and the backend would answer it.
 */
export function checkArrival(
  held: HeldPass,
  before: HeldPass | undefined,
  wasRefused: boolean,
): void {
  if (!before || !isSame(before.pass, held.pass)) return;
  // The same token with less time left is honest, as long as nobody refused it.
  if (wasRefused || held.remainingMs > before.remainingMs + TOLERANCE_MS)
    throw clientError('invalid_response', 'The same pass came again: something caches it.');
}

/** Passes that carry no credential of their own (cookies, public media) look alike by nature and do not count. */
function isSame(before: PlaybackPass, after: PlaybackPass): boolean {
  const carries = after.rules.some(({ place }) =>
    place.some(({ kind }) => kind === 'header' || kind === 'query'),
  );
  return (
    carries &&
    before.id === after.id &&
    before.issuedAt === after.issuedAt &&
    JSON.stringify(before.rules) === JSON.stringify(after.rules)
  );
}
