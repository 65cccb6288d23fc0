import type { Protection } from '@playgate/client/adapter';
import { attachPlaygate } from '@playgate/videojs';
import videojs from 'video.js';
import 'video.js/dist/video-js.css';
import type { Engine } from './engine.ts';

const HLS = 'application/x-mpegURL';

/** video.js has an adapter of its own, which takes the client: see `attached`. */
export const videoJs: Engine = async (video, options) => {
  const { src, buffer, authorizer, naive, hook, onError } = options;
  for (const name of ['GOAL_BUFFER_LENGTH', 'MAX_GOAL_BUFFER_LENGTH'])
    Reflect.set(Reflect.get(videojs, 'Vhs'), name, buffer);
  const player = videojs(video, {
    ...{ muted: true, autoplay: true, width: 320, height: 180 },
    // WebKit shows no picture of a source that brings its tracks itself.
    html5: { nativeAudioTracks: false, nativeTextTracks: false, nativeVideoTracks: false },
  });
  player.on('xhr-hooks-ready', () => {
    const vhs = Reflect.get(player.tech(true) ?? {}, 'vhs');
    vhs?.xhr?.onRequest?.((request: { uri: string; headers?: Record<string, string> }) => {
      request.uri = hook(request.uri);
      if (naive !== undefined)
        request.headers = { ...request.headers, [naive().name]: naive().value };
      return request;
    });
  });
  player.on('error', () => {
    const error = player.error();
    const ours: unknown = Reflect.get(Object(error), 'playgate');
    const reason = String(Reflect.get(Object(ours), 'code') ?? error?.code);
    onError({ fatal: true, reason, text: String(error?.message) });
  });
  const protection = authorizer && attached(player, authorizer);
  player.src({ src, type: HLS });
  return {
    protection,
    load: (next) => player.src({ src: next, type: HLS }),
    destroy: () => player.dispose(),
  };
};

function attached(
  player: ReturnType<typeof videojs>,
  authorizer: NonNullable<Parameters<Engine>[1]['authorizer']>,
): Protection {
  const { asset } = authorizer.request;
  // The plugin makes its authorizer itself; here it is given one.
  const client = { authorizer: () => authorizer } as never;
  const { state, retry, dispose } = attachPlaygate(player, { client, asset, ui: false });
  return { authorizer, state, retry, dispose, canAttachHeaders: true };
}
