'use client';

export type { PlayerHandlers } from './player/player-events.ts';
export type { PlayerOptions, PlayerSettings } from './player/player-settings.ts';
export type { ProtectedPlayback } from './player/protected-playback.ts';
export type { PlayerTrack } from './player/text-tracks.ts';
export type { ProtectedPlayerView } from './player/use-gate.ts';
export { ProtectedPlayer } from './protected-player.tsx';
export type { PlaybackActions, ProtectedPlayerProps } from './protected-player.tsx';
export { useProtectedPlayer } from './use-protected-player.ts';
