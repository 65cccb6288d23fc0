import type videojs from 'video.js';

/** A player of video.js. */
export type Player = ReturnType<typeof videojs>;
