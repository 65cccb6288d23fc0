export { createPlaylistHandler } from './create-playlist-handler.ts';
export type { PlaylistHandlerOptions } from './playlist-handler-options.ts';
