export { watchRemotePlayback } from './watch-remote-playback.ts';
export type { RemotePlayback, RemotePlaybackOptions } from './watch-remote-playback.ts';
