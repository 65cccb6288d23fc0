import type { DashRendition, FilmFiles, FragmentedFilm } from '../films/film-files.ts';
import { DASH_RENDITIONS } from '../films/film-files.ts';
import { encryptSegment } from './encrypt-segment.ts';
import type { Bytes } from '../films/mp4-box.ts';
import { joined, uint16, uint32 } from '../films/mp4-box.ts';
import { protectInit } from './protect-init.ts';

/** A key of 16 bytes, and the 16 bytes by which it is asked for. */
export interface ContentKey {
  readonly keyId: Bytes;
  readonly key: Bytes;
}

/** The film in fragmented MP4 under Common Encryption: picture and sound by one key. */
export interface EncryptedFilm {
  readonly contentKey: ContentKey;
  readonly renditions: Readonly<Record<DashRendition, FragmentedFilm>>;
}

/**
 * Encrypts the film.
 *
 * @param random Makes `size` unguessable bytes.
 */
export function encryptFilm(
  files: Pick<FilmFiles, 'dash'>,
  random: (size: number) => Uint8Array,
): EncryptedFilm {
  const contentKey = { keyId: Uint8Array.from(random(16)), key: Uint8Array.from(random(16)) };
  const encrypted = (name: DashRendition): FragmentedFilm => {
    const { init, segments } = files.dash[name];
    const track = DASH_RENDITIONS.indexOf(name);
    return {
      init: protectInit(init, contentKey.keyId),
      segments: segments.map((segment, i) =>
        encryptSegment(segment, {
          key: contentKey.key,
          iv: (sample) => joined([uint16(track + 1), uint16(i + 1), uint32(sample)]),
          isPicture: name !== 'snd',
        }),
      ),
    };
  };
  return {
    contentKey,
    renditions: { '144p': encrypted('144p'), '240p': encrypted('240p'), snd: encrypted('snd') },
  };
}
