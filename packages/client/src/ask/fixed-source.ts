import type { PlaybackPass } from '@playgate/protocol';
import type { PassSource } from './pass-source.ts';

/** Gives a pass, or a bare token, that is in hand already, to whatever is asked. It is never renewed: once refused or over, that is it. */
export function fixedSource(pass: PlaybackPass | string): PassSource {
  const answer = typeof pass === 'string' ? { token: pass } : pass;
  return () => Promise.resolve(answer);
}
