import type { Authorizer, PlaybackSource } from '@playgate/client';
import {
  createEndTeller,
  createProtection,
  createReload,
  positionIn,
  rememberPlaying,
} from '@playgate/client/adapter';
import type { EndListener, Protection } from '@playgate/client/adapter';
import { composeLoader } from './authorized-loader.ts';
import { isLoaderClass } from './hls.ts';
import type { HlsPlayer, HlsSettings } from './hls.ts';
import { setUpLicense } from './setup-license.ts';

/** Options of `protectHls`. */
export interface ProtectHlsOptions {
  /** Sends what XMLHttpRequest cannot: headers that must not be redirected, and licences. Default: the browser's. */
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * Puts an instance of hls.js behind a lock: its requests get the pass, wait for it, and are sent again when it was refused. To be called
 * before `loadSource`. The loaders and hooks that are configured keep working.
 *
 * A final no stops loading and is one fatal `Hls.Events.ERROR`, whose `error` is the `ClientError` and whose `reason` is its code.
 * `retry()` goes on from there. Destroying the instance disposes of the protection.
 *
 * @param authorizer `client.authorizer({ asset })`, for this player alone. It is disposed of with the protection.
 */
export function protectHls(
  hls: HlsPlayer,
  authorizer: Authorizer,
  { fetch = (input, init) => globalThis.fetch(input, init) }: ProtectHlsOptions = {},
): Protection {
  const { config } = hls;
  const protection: Protection = createProtection(authorizer, (gate, signal) => {
    let restore = (): void => {};
    const reload = createReload(gate, signal, {
      current: () => hls.url,
      open(source) {
        restore();
        restore = reopen(hls, source);
      },
    });
    const parts = { gate, fetch, reload, hasOther: () => hls.levels.length > 1 };
    const undo = (['loader', 'pLoader', 'fLoader'] as const).map((name) => {
      const Inner = config[name];
      return isLoaderClass(Inner) ? put(config, name, composeLoader(Inner, parts)) : () => {};
    });
    undo.push(put(config, 'licenseXhrSetup', setUpLicense(parts, config.licenseXhrSetup)));
    const end = createEndTeller(listenerOf(hls));
    hls.on('hlsManifestLoading', end.begin);
    undo.push(() => {
      hls.off('hlsManifestLoading', end.begin);
      hls.off('hlsDestroying', protection.dispose);
    });
    return { end, undo };
  });
  hls.on('hlsDestroying', protection.dispose);
  return protection;
}

/** @returns Puts back what was there, unless somebody else has put something else. */
function put<Name extends keyof HlsSettings>(
  config: HlsSettings,
  name: Name,
  value: HlsSettings[Name],
): () => void {
  const before = config[name];
  config[name] = value;
  return () => {
    if (config[name] === value) config[name] = before;
  };
}

/** @returns Gives the configuration back the position that it had. */
function reopen(hls: HlsPlayer, { src }: PlaybackSource): () => void {
  const { config, media } = hls;
  const { startPosition = -1 } = config;
  if (media) {
    config.startPosition = positionIn(media) ?? startPosition;
    rememberPlaying(media)();
  }
  const restore = (): void => void (config.startPosition = startPosition);
  hls.once('hlsLevelLoaded', restore);
  hls.loadSource(src);
  return restore;
}

function listenerOf(hls: HlsPlayer): EndListener {
  return {
    isLoading: () => Boolean(hls.url),
    stop(error) {
      hls.stopLoad();
      const about = { type: 'networkError', details: 'playgateStopped', fatal: true };
      hls.trigger('hlsError', { ...about, error, reason: error.code });
    },
    resume() {
      if (hls.levels.length > 0) hls.startLoad();
      else if (hls.url) hls.loadSource(hls.url);
    },
  };
}
