import type { ClientErrorCode } from '@playgate/client';
import type { Phrase } from './phrase.ts';

const OURS = 'Something went wrong on our side. Please try again later.';
const LOST = 'The connection was lost. Trying again…';

const MESSAGES: Readonly<Record<ClientErrorCode, Phrase>> = {
  network: LOST,
  timeout: LOST,
  media_unreachable: LOST,
  rate_limited: 'The video service is busy. Trying again…',
  server_error: 'The video service is busy. Trying again…',
  unauthenticated: 'This video is for signed-in viewers.',
  signed_out: 'You are signed out.',
  popup_blocked: 'This video is for signed-in viewers.',
  popup_closed: 'This video is for signed-in viewers.',
  forbidden: 'You do not have permission to watch this video.',
  not_found: 'This video is not available.',
  interaction_required: 'Unlock it to start watching.',
  interaction_denied: 'Access was not granted.',
  pass_refused: 'The video server refused access. Please try again later.',
  media_forbidden: 'The video server refused access. Please try again later.',
  placement_unsupported: 'This browser cannot play this protected video. Please try another one.',
  invalid_response: OURS,
  redirect_refused: OURS,
  origin_not_allowed: OURS,
  url_not_canonical: OURS,
  config: OURS,
  aborted: OURS,
  disposed: OURS,
};

/**
 * What a viewer is told about an error: an English sentence that is also its key in video.js' languages, for `player.localize` and
 * for `player.error({ code, message })`, whose dialog translates it by itself. Developers read the error.
 */
export function viewerMessage(code: ClientErrorCode): Phrase {
  return MESSAGES[code];
}
