import { protectShaka } from '@playgate/engines/shaka';
import shaka from 'shaka-player';
import { CLEAR_KEY, textOf } from './engine.ts';
import type { Engine } from './engine.ts';

export const shakaPlayer: Engine = async (video, options) => {
  const { src, buffer, license, authorizer, naive, hook, onError } = options;
  const player = new shaka.Player();
  await player.attach(video);
  player.configure({
    streaming: { bufferingGoal: buffer },
    ...(license !== undefined && { drm: { servers: { [CLEAR_KEY]: license } } }),
  });
  player.getNetworkingEngine()?.registerRequestFilter((_type, request) => {
    request.uris = request.uris.map(hook);
    if (naive !== undefined) request.headers[naive().name] = naive().value;
  });
  const see = (error: unknown): void => {
    const data: unknown = Reflect.get(Object(error), 'data');
    const [first] = Array.isArray(data) ? data : [];
    const code: unknown = Reflect.get(Object(first), 'code') ?? Reflect.get(Object(error), 'code');
    onError({
      fatal: Reflect.get(Object(error), 'severity') === shaka.util.Error.Severity.CRITICAL,
      reason: String(code),
      text: textOf(error),
    });
  };
  player.addEventListener('error', (event) => see(Reflect.get(event, 'detail')));
  const protection = authorizer && protectShaka(player, authorizer);
  const load = (next: string): void => void player.load(next).catch(see);
  load(src);
  return { protection, load, destroy: () => void player.destroy() };
};
