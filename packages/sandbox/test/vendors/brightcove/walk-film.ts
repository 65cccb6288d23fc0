import { createDecipheriv } from 'node:crypto';
import type { Answer, BrightcoveUnderTest } from './brightcove-under-test.ts';
import { withToken } from './brightcove-under-test.ts';

/** The master manifest of a film, as the Playback API names it. */
export async function sourceOf(bc: BrightcoveUnderTest, film: string, source = 0): Promise<string> {
  const path = `/playback/v1/accounts/${bc.account}/videos/${bc.video(film)}`;
  const { body } = await bc.ask(path, withToken(bc.token()));
  return body.sources[source].src;
}

/** With the viewer's token in the query, as players of encrypted HLS put it there. */
export const withAuth = (url: string, token: string): string => `${url}&bcov_auth=${token}`;

/** What one rendition of a manifest names. */
export interface Rendition {
  url: string;
  key: string;
  iv: string;
  segments: string[];
}

export const linesOf = (playlist: string): string[] =>
  playlist.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

export async function renditionOf(bc: BrightcoveUnderTest, master: string): Promise<Rendition> {
  const [url = ''] = linesOf((await bc.ask(master)).text);
  const { text } = await bc.ask(url);
  const [, key = '', iv = ''] =
    /#EXT-X-KEY:METHOD=AES-128,URI="([^"]+)",IV=0x(\w+)/.exec(text) ?? [];
  return { url, key, iv, segments: linesOf(text) };
}

export async function bytesOf(url: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

export function decrypted(segment: Buffer, key: Buffer, iv: string): Buffer {
  const decipher = createDecipheriv('aes-128-cbc', key, Buffer.from(iv, 'hex'));
  return Buffer.concat([decipher.update(segment), decipher.final()]);
}

/** Whether bytes are a transport stream: a sync byte every 188. */
export const isTransportStream = (bytes: Buffer): boolean =>
  bytes.length > 0 && bytes.length % 188 === 0 && [0, 188, 376].every((at) => bytes[at] === 0x47);

/** Asks for a key once more with another token, or without. */
export function keyWith(bc: BrightcoveUnderTest, key: string, token?: string): Promise<Answer> {
  const url = new URL(key);
  url.searchParams.delete('bcov_auth');
  if (token !== undefined) url.searchParams.set('bcov_auth', token);
  return bc.ask(url.href);
}
