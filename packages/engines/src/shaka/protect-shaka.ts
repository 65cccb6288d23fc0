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
const STOPPED = { severity: 2, category: 1, code: 1006 };

/**
 * Puts a Shaka player behind a lock: its requests get the pass, wait for it, and are sent again when it was refused. To be called
 * before `load`. Filters of the application keep working.
 *
 * A final no while the manifest is loaded makes `load` fail, and is one critical event `error` afterwards: of the code
 * `REQUEST_FILTER_ERROR`, with the `ClientError` as `data[0]`. `retry()` goes on from there.
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
    const reload = createReload(gate, signal, (source) => reopen(player, source));
    const requests = new AuthorizedRequests({
      gate,
      fetch,
      reload,
      // `load` waits for the manifest, and should hear of the end; what comes later may wait for the viewer.
      pass: (passage) => (!player.isFullyLoaded() ? gate.enter(passage) : gate.pass(passage)),
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
    const onFailed = (event: object): void => {
      if (isDownloadFailed(event)) requests.onFailed(event);
    };
    const onStateChange = (event: object): void => {
      // The browser loads the media by itself, and no filter sees that.
      authorizer.setAbilities({ headers: Reflect.get(event, 'state') !== 'src-equals' });
    };
    register();
    player.addEventListener('loading', register);
    player.addEventListener('downloadfailed', onFailed);
    player.addEventListener('onstatechange', onStateChange);
    return {
      end: {
        stop(error) {
          if (!player.isFullyLoaded()) return;
          const detail = Object.assign(new Error(error.message, { cause: error }), STOPPED);
          player.dispatchEvent({
            type: 'error',
            detail: Object.assign(detail, { data: [error], handled: false }),
          });
        },
        resume: () => {},
      },
      undo: [
        unregister,
        () => player.removeEventListener('loading', register),
        () => player.removeEventListener('downloadfailed', onFailed),
        () => player.removeEventListener('onstatechange', onStateChange),
      ],
    };
  });
}

function reopen(player: ShakaPlayer, { src, type }: PlaybackSource): void {
  const media = player.getMediaElement();
  const position = media === null ? undefined : positionIn(media);
  if (media !== null) rememberPlaying(media)();
  player.load(src, position, type).catch((error: unknown) => {
    // Nobody else waits for it.
    player.dispatchEvent({ type: 'error', detail: error });
  });
}
