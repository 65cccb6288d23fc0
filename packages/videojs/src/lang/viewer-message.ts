import type { ClientErrorCode } from '@playgate/client';
import type { Phrase } from './phrase.ts';

const REFUSED = 'The video server refused access. Please try again later.';

const MESSAGES: Readonly<Partial<Record<ClientErrorCode, Phrase>>> = {
  unauthenticated: 'This video is for signed-in viewers.',
  signed_out: 'You are signed out.',
  forbidden: 'You do not have permission to watch this video.',
  not_found: 'This video is not available.',
  interaction_denied: 'Access was not granted.',
  pass_refused: REFUSED,
  media_forbidden: REFUSED,
  placement_unsupported: 'This browser cannot play this protected video. Please try another one.',
};

/**
 * What a viewer is told about an error that ends playback: an English sentence that is also its key in video.js' languages, for
 * `player.localize` and for `player.error({ code, message })`, whose dialog translates it by itself. Developers read the error.
 */
export function viewerMessage(code: ClientErrorCode): Phrase {
  // Of the rest a viewer can do nothing about any.
  return MESSAGES[code] ?? 'Something went wrong on our side. Please try again later.';
}
