import { ServerError } from '../server-error.ts';

/**
 * Checks a playback id: letters and digits. The vendor prints no length; those that were seen have about 45 characters.
 *
 * @throws {ServerError} `invalid_grant`
 */
export function checkPlaybackId(text: string): string {
  if (/^[A-Za-z\d]{10,128}$/.test(text)) return text;
  throw new ServerError(
    'invalid_grant',
    "The grant's asset must be a playback id: 10 to 128 letters and digits, neither an asset's id nor a URL.",
  );
}
