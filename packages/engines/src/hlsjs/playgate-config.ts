import type { Authorizer } from '@playgate/client';
import type { HlsPlayer } from './hls.ts';
import { protectHls } from './protect-hls.ts';
import type { ProtectHlsOptions } from './protect-hls.ts';

/**
 * As `protectHls`, for players that make the instance themselves and let you say with which configuration:
 * `new Hls({ ...playgateConfig(Hls, authorizer), maxBufferLength: 20 })`.
 *
 * @param Hls The class.
 */
export function playgateConfig<ErrorController extends new (...call: never[]) => object>(
  Hls: { readonly DefaultConfig: { readonly errorController: ErrorController } },
  authorizer: Authorizer,
  options?: ProtectHlsOptions,
): { readonly errorController: ErrorController } {
  // The first part that an instance makes, and one that it gives itself to.
  const errorController = new Proxy(Hls.DefaultConfig.errorController, {
    construct(target, call: unknown[], made) {
      const controller: object = Reflect.construct(target, call, made);
      const [hls] = call;
      if (isHlsPlayer(hls)) protectHls(hls, authorizer, options);
      return controller;
    },
  });
  return { errorController };
}

function isHlsPlayer(value: unknown): value is HlsPlayer {
  return 'trigger' in Object(value);
}
