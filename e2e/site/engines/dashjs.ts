import { protectDash } from '@playgate/engines/dashjs';
import { MediaPlayer } from 'dashjs';
import { textOf } from './engine.ts';
import type { Engine } from './engine.ts';

export const dashjs: Engine = async (video, options) => {
  const { src, buffer, authorizer, naive, hook, onError } = options;
  const player = MediaPlayer().create();
  player.updateSettings({
    streaming: {
      buffer: { bufferTimeDefault: buffer, bufferTimeAtTopQuality: buffer },
      utcSynchronization: { enabled: false },
    },
  });
  player.addRequestInterceptor(async (request) => {
    request.url = hook(request.url);
    if (naive !== undefined)
      request.headers = { ...request.headers, [naive().name]: naive().value };
    return request;
  });
  player.on('error', ({ error }: { error?: unknown }) => {
    const data: unknown = Reflect.get(Object(error), 'data');
    const code: unknown = Reflect.get(Object(data), 'code') ?? Reflect.get(Object(error), 'code');
    onError({ fatal: true, reason: String(code), text: textOf(error) });
  });
  const protection = authorizer && protectDash(player, authorizer);
  player.initialize(video, src, true);
  return {
    protection,
    load: (next) => player.attachSource(next),
    destroy() {
      player.destroy();
      protection?.dispose();
    },
  };
};
