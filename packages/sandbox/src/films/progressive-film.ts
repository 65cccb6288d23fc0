import type { FilmFiles } from './film-files.ts';

/** One round of the film's picture in one file, as browsers load it by ranges: 40 seconds without sound. */
export function progressiveFilm({ dash }: FilmFiles): Uint8Array<ArrayBuffer> {
  const { init, segments } = dash['240p'];
  return new Uint8Array(Buffer.concat([init, ...segments]));
}
