/**
 * What the words of a licence server mean to a player: `refusals` of a key system, as `eme` of `@playgate/videojs/eme` takes them. The most
 * exact come first.
 *
 * @see Brightcove, "Playback Restrictions error table" for the subcodes. As a licence server's own words only
 *   `Denied by stream limiting (create)` is printed; the others are put like it.
 */
export const LICENSE_REFUSALS: Readonly<Record<string, string>> = {
  'Denied by device limiting': 'device_limit',
  DENIED_BY_DEVICE_LIMITING: 'device_limit',
  'Denied by stream limiting (renew)': 'stream_ended',
  DENIED_BY_STREAM_LIMIT_RENEW: 'stream_ended',
  'Denied by stream limiting': 'stream_limit',
  DENIED_BY_STREAM_LIMIT: 'stream_limit',
};
