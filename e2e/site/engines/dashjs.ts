import { protectDash } from '@playgate/engines/dashjs';
import { MediaPlayer } from 'dashjs';
import { CLEAR_KEY, textOf } from './engine.ts';
import type { Engine } from './engine.ts';

export const dashjs: Engine = async (video, options) => {
  const { src, buffer, license, authorizer, naive, hook, onError } = options;
  const player = MediaPlayer().create();
  player.updateSettings({
    streaming: {
      buffer: { bufferTimeDefault: buffer, bufferTimeAtTopQuality: buffer },
      utcSynchronization: { enabled: false },
      // What the manifest says of keys is enough. Of ClearKey, dash.js takes what segments say for something else.
      protection: { ignoreEmeEncryptedEvent: true },
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
  if (license !== undefined) player.setProtectionData({ [CLEAR_KEY]: { serverURL: license } });
  return {
    protection,
    load: (next) => player.attachSource(next),
    destroy() {
      player.destroy();
      protection?.dispose();
    },
  };
};
