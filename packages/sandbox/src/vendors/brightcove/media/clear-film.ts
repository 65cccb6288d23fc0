import { createDecipheriv } from 'node:crypto';
import type { FilmFiles, FilmSegment } from '../../../films/film-files.ts';

/** The film without its encryption, for deliveries that have none. */
export function clearFilm(files: FilmFiles): FilmFiles {
  const iv = Buffer.from(/IV=0x([\da-f]{32})/i.exec(files.keyLine)?.[1] ?? '', 'hex');
  const decrypt = ({ seconds, bytes }: FilmSegment): FilmSegment => {
    const decipher = createDecipheriv('aes-128-cbc', files.key, iv);
    const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
    return { seconds, bytes: new Uint8Array(plain) };
  };
  const { segments } = files;
  return {
    ...files,
    keyLine: '',
    segments: {
      '144p': segments['144p'].map(decrypt),
      '240p': segments['240p'].map(decrypt),
      '360p': segments['360p'].map(decrypt),
      snd: segments.snd.map(decrypt),
    },
  };
}
