import { ServerError } from '../server-error.ts';

/** The media server sent something that is no playlist, or none that can be rewritten. */
export function playlistFault(what: string): ServerError {
  return new ServerError(
    'vendor_response',
    `The media server's playlist ${what}. Look at what it sends.`,
  );
}
