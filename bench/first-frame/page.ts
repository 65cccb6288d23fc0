import { createPassClient, parsePass } from '@playgate/client';
import { attachPlaygate } from '@playgate/videojs';
import videojs from 'video.js';

/** One viewing. */
export interface Viewing {
  readonly src: string;
  /** Absent: the film is open. */
  readonly asset?: string;
  /** A pass that the page has from the start. */
  readonly pass?: unknown;
}

/** Milliseconds from asking for the film to its first picture. */
async function timeFirstFrame({ src, asset, pass }: Viewing): Promise<number> {
  const start = performance.now();
  const video = document.createElement('video');
  video.muted = true;
  video.className = 'video-js';
  document.body.append(video);
  const player = videojs(video, { autoplay: 'muted' });
  const source = { src, type: 'application/x-mpegURL' };
  if (asset === undefined) player.src(source);
  else {
    const client = createPassClient({ endpoint: '/api/pass' });
    if (pass !== undefined) client.prime({ asset }, parsePass(pass));
    attachPlaygate(player, { client, asset, source });
  }
  await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  return performance.now() - start;
}

Object.assign(globalThis, { timeFirstFrame });
