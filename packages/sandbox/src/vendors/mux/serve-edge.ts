import { filmResponse } from '../../films/film-response.ts';
import { DENIALS, denialResponse } from './denial.ts';
import type { MuxPath } from './mux-path.ts';
import type { ServingParts } from './serve-guarded.ts';

/** Gives playlists and chunks out, by the signature of their URL alone. Below a playlist everything ends when it does. */
export async function serveEdge(
  { playbackIds, films, files, clock, signatures }: ServingParts,
  request: Request,
  { opaque, file }: Extract<MuxPath, { by: 'signature' }>,
): Promise<Response> {
  const { playbackId, rendition } = playbackIds.rendition(opaque) ?? {};
  const film = films.get(playbackId?.film ?? '');
  if (!playbackId || !rendition || !film) return denialResponse(DENIALS.unknown);
  const { origin, searchParams } = new URL(request.url);
  const end = Number(searchParams.get('expires')) * 1000;
  const print = (uri: string): string => {
    const path = `/v1/chunk/${opaque}/${uri.replace('../', '')}`;
    return `${origin}${path}?${signatures.query(path, end)}`;
  };
  const asked = { range: request.headers.get('range'), now: clock.now(), print };
  if (file === 'film.key') return filmResponse(files, film, { ...asked, path: file });
  const path = `${rendition}/${file === 'rendition.m3u8' ? 'index.m3u8' : file}`;
  const response = filmResponse(files, film, { ...asked, path });
  return playbackId.policy === 'drm' && path.endsWith('.m3u8')
    ? withFairPlayKey(response, opaque)
    : response;
}

/** Says FairPlay where the film says AES-128. Nothing here can decrypt it: the licence is opaque bytes. */
async function withFairPlayKey(playlist: Response, opaque: string): Promise<Response> {
  const line = `#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://${opaque}",KEYFORMAT="com.apple.streamingkeydelivery",KEYFORMATVERSIONS="1"`;
  const text = (await playlist.text()).replace(/^#EXT-X-KEY:.*$/m, line);
  return new Response(text, { headers: { 'Content-Type': 'application/vnd.apple.mpegurl' } });
}
