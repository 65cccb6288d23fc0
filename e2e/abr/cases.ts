import type { AbrEngine } from '../site/abr.ts';
import { DASH, HLS } from './films.ts';
import type { Film } from './films.ts';

/** What is played by which engine. */
export interface Case {
  readonly engine: AbrEngine;
  readonly film: Film;
  readonly title: string;
}

const ENGINES: readonly (readonly [AbrEngine, string, readonly Film[]])[] = [
  ['videojs', 'video.js 8.24.1', HLS],
  ['hlsjs', 'hls.js 1.7.4', HLS],
  ['shaka', 'Shaka 5.2.12', HLS],
  ['dashjs', 'dash.js 5.2.1', DASH],
];

/** Each engine with each film of its format. */
export const CASES: readonly Case[] = ENGINES.flatMap(([engine, name, films]) =>
  films.map((film) => ({ engine, film, title: `${name}, ${film.title}` })),
);
