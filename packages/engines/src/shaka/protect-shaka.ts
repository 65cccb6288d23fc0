import { ClientError } from '@playgate/client';
import type { Authorizer, PlaybackSource } from '@playgate/client';
import {
  createProtection,
  createReload,
  positionIn,
  rememberPlaying,
} from '@playgate/client/adapter';
import type { Protection } from '@playgate/client/adapter';
import { AuthorizedRequests } from './authorized-requests.ts';
import { isDownloadFailed } from './shaka.ts';
import type { ShakaPlayer } from './shaka.ts';

/** Options of `protectShaka`. */
export interface ProtectShakaOptions {
  /** Sends refused requests again. Default: the browser's. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Of `shaka.util.Error`: critical, of the network, a request filter's. */
const STOPPED = { severity: 2, category: 1, code: 1006, handled: false };

/**
 * Puts a Shaka player behind a lock: its requests get the pass, wait for it, and are sent again when it was refused. To be called
 * before `load`. Filters of the application keep working.
 *
 * A final no while the manifest is loaded makes `load` fail, and is one critical event `error` afterwards: of the code
 * `REQUEST_FILTER_ERROR` (or `RESPONSE_FILTER_ERROR`), with the `ClientError` as `data[0]`. `retry()` goes on from there.
 *
 * @param authorizer `client.authorizer({ asset })`, for this player alone. It is disposed of with the protection.
 * @throws {ClientError} `config`: the player is destroyed.
 */
export function protectShaka(
  player: ShakaPlayer,
  authorizer: Authorizer,
  { fetch = (input, init) => globalThis.fetch(input, init) }: ProtectShakaOptions = {},
): Protection {
  const networking = player.getNetworkingEngine();
  if (networking === null)
    throw new ClientError('config', 'player: is destroyed. Protect one that is not.');
  return createProtection(authorizer, (gate, signal) => {
    const reload = createReload(gate, signal, {
      current: () => player.getAssetUri(),
      open: (source) => reopen(player, source),
    });
    const requests = new AuthorizedRequests({
      gate: {
        ...gate,
        // `load` waits for the manifest, and should hear of the end; what comes later may wait for the viewer.
        pass: (passage) => (player.isFullyLoaded() ? gate.pass(passage) : gate.enter(passage)),
      },
      fetch,
      reload() {
        const opened = reload();
        // `load` must not wait for another, which waits for it.
        return player.isFullyLoaded() ? opened : undefined;
      },
    });
    const unregister = (): void => {
      networking.unregisterRequestFilter(requests.onRequest);
      networking.unregisterResponseFilter(requests.onResponse);
    };
    /** Behind the filters of the application, so that the URL that is authorized is the one that is opened. */
    const register = (): void => {
      unregister();
      networking.registerRequestFilter(requests.onRequest);
      networking.registerResponseFilter(requests.onResponse);
    };
    const undo = [unregister];
    const listen = (type: string, listener: (event: object) => void): void => {
      player.addEventListener(type, listener);
      undo.push(() => player.removeEventListener(type, listener));
    };
    register();
    listen('loading', register);
    listen('downloadfailed', (event) => {
      if (isDownloadFailed(event)) requests.onFailed(event);
    });
    listen('onstatechange', (event) => {
      // The browser loads the media by itself, and no filter sees that.
      authorizer.setAbilities({ headers: Reflect.get(event, 'state') !== 'src-equals' });
    });
    return {
      end: {
        stop(error) {
          if (!player.isFullyLoaded()) return;
          const about = { ...STOPPED, data: [error] };
          const detail = Object.assign(new Error(error.message, { cause: error }), about);
          player.dispatchEvent({ type: 'error', detail });
        },
        resume: () => {},
      },
      undo,
    };
  });
}

function reopen(player: ShakaPlayer, { src, type }: PlaybackSource): void {
  const media = player.getMediaElement();
  const position = media ? positionIn(media) : undefined;
  if (media) rememberPlaying(media)();
  player.load(src, position, type).catch((detail: unknown) => {
    // Nobody else waits for it.
    player.dispatchEvent({ type: 'error', detail });
  });
}
