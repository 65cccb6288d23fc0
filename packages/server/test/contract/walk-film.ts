import { createDecipheriv } from 'node:crypto';
import type { PlaybackPass, RequestKind } from '@playgate/protocol';
import { follow } from './follow-pass.ts';

/** A film, walked from its manifest to the bytes of its picture. */
export interface WalkedFilm {
  readonly manifest: string;
  readonly playlist: string;
  /** Absent where the film is clear. */
  readonly key: string | undefined;
  readonly segment: string;
  /** The segment, decrypted. */
  readonly picture: Uint8Array;
}

/**
 * Walks as a player does, one request after the other, each as the pass says.
 *
 * @throws {Error} when anything is refused.
 */
export async function walkFilm(pass: PlaybackPass, manifest: string): Promise<WalkedFilm> {
  const open = async (url: string, kind: RequestKind): Promise<Buffer> => {
    const response = await follow(pass, url, kind);
    if (response.status !== 200) throw new Error(`${kind} is ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  };
  const playlist = lastUri(await open(manifest, 'manifest'), manifest);
  const text = await open(playlist, 'playlist');
  const segment = lastUri(text, playlist);
  const bytes = await open(segment, 'segment');
  const [, uri, iv = ''] =
    /#EXT-X-KEY:METHOD=AES-128,URI="([^"]+)",IV=0x([\da-f]{32})/i.exec(text.toString()) ?? [];
  if (uri === undefined) return { manifest, playlist, key: undefined, segment, picture: bytes };
  const key = new URL(uri, playlist).href;
  const decipher = createDecipheriv('aes-128-cbc', await open(key, 'key'), Buffer.from(iv, 'hex'));
  const picture = Buffer.concat([decipher.update(bytes), decipher.final()]);
  return { manifest, playlist, key, segment, picture };
}

/** Whether bytes are a transport stream: a sync byte at the start of each packet. */
export function isTransportStream(bytes: Uint8Array): boolean {
  const packets = bytes.length / 188;
  if (!Number.isInteger(packets) || packets < 3) return false;
  return Array.from({ length: packets }, (_, i) => bytes[i * 188]).every((byte) => byte === 0x47);
}

function lastUri(playlist: Buffer, base: string): string {
  const uri = playlist
    .toString()
    .match(/^[^#\s].*$/gm)
    ?.at(-1);
  if (uri === undefined) throw new Error('The playlist names nothing.');
  return new URL(uri, base).href;
}
