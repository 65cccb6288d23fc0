'use client';

export { ProtectedPlayer } from './protected-player.tsx';
export type { PlaybackActions, ProtectedPlayerProps } from './protected-player.tsx';
export type { PlayerHandlers } from './player/player-events.ts';
export type { PlayerSettings } from './player/player-settings.ts';
export type { Player } from './player/player.ts';
export type { PlayerTrack } from './player/text-tracks.ts';
export { useProtectedPlayer } from './use-protected-player.ts';
export type { ProtectedPlayback, ProtectedPlayerView } from './use-protected-player.ts';
