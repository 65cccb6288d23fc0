import type { PlaybackPass } from '@playgate/protocol';

/**
 * Whether a pass is an earlier one over again, as a cache between here and the backend would answer it. Passes that carry no
 * credential of their own (cookies, public media) look alike by nature and do not count.
 */
export function isSamePass(before: PlaybackPass, after: PlaybackPass): boolean {
  return (
    before.id === after.id &&
    before.issuedAt === after.issuedAt &&
    after.rules.some(({ place }) =>
      place.some(({ kind }) => kind === 'header' || kind === 'query'),
    ) &&
    JSON.stringify(before.rules) === JSON.stringify(after.rules)
  );
}
