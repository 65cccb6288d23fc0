/**
 * What carries a pass where the browser loads media by itself, in the order in which `docs/native.md` tries them; each is an anchor there.
 *
 * - `media-source`: an engine over Media Source Extensions or ManagedMediaSource, whose requests can be given headers.
 * - `cookie`: one that the media server takes, on the page's own site. · `server-helper`: `createPlaylistHandler`, and a pass of a query.
 * - `service-worker`: `handlePlaygateFetch`, before the page's requests.
 */
export type NativeRung = 'media-source' | 'cookie' | 'server-helper' | 'service-worker';
