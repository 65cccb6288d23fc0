import type { Authorizer, PlaybackSource } from '@playgate/client';
import {
  createEndTeller,
  createProtection,
  createReload,
  positionIn,
  rememberPlaying,
} from '@playgate/client/adapter';
import type { Protection } from '@playgate/client/adapter';
import { authorizedLoad } from './authorized-load.ts';
import type { DashParts } from './authorized-load.ts';
import type { DashLoader, DashPlayer } from './dash.ts';
import { createLicenseFilters } from './license-filters.ts';

/** Options of `protectDash`. */
export interface ProtectDashOptions {
  /** Sends what XMLHttpRequest cannot: headers that must not be redirected, and licences. Default: the browser's. */
  readonly fetch?: typeof globalThis.fetch;
}

interface PlayerParts extends DashParts {
  /** Called with each request. */
  readonly begin: () => void;
}

/** What stands before the loaders of each player. dash.js takes an extension once, and never gives it back. */
const protectedPlayers = new WeakMap<DashPlayer, PlayerParts>();
const extended = new WeakSet<DashPlayer>();

/**
 * Puts a player of dash.js behind a lock: its requests get the pass, wait for it, and are sent again when it was refused. To be called
 * before `initialize`. Interceptors of the application keep working.
 *
 * A final no is one event `error`, whose `error.message` begins with the code and whose `error.data` is the `ClientError`. Requests wait
 * from then on; `retry()` lets them go.
 *
 * @param authorizer `client.authorizer({ asset })`, for this player alone. It is disposed of with the protection.
 */
export function protectDash(
  player: DashPlayer,
  authorizer: Authorizer,
  { fetch = (input, init) => globalThis.fetch(input, init) }: ProtectDashOptions = {},
): Protection {
  extend(player);
  return createProtection(authorizer, (gate, signal) => {
    let isLoading = false;
    const end = createEndTeller({
      isLoading: () => isLoading,
      stop(error) {
        const message = `${error.code}: ${error.message}`;
        const { trigger } = player;
        if (typeof trigger === 'function')
          trigger('error', { error: { code: null, message, data: error } });
      },
      resume: () => {},
    });
    const parts: PlayerParts = {
      gate,
      fetch,
      reload: createReload(gate, signal, {
        // Without one dash.js throws.
        current: () => player.isReady() && player.getSource(),
        open: (source) => reopen(player, source),
      }),
      hasOther: () => player.getAvailableBaseUrls().length > 1,
      begin() {
        isLoading = true;
        end.look();
      },
    };
    const licenses = createLicenseFilters(parts, signal);
    protectedPlayers.set(player, parts);
    player.registerLicenseRequestFilter(licenses.onRequest);
    player.registerLicenseResponseFilter(licenses.onResponse);
    return {
      end,
      undo: [
        () => {
          if (protectedPlayers.get(player) === parts) protectedPlayers.delete(player);
        },
        () => player.unregisterLicenseRequestFilter(licenses.onRequest),
        () => player.unregisterLicenseResponseFilter(licenses.onResponse),
      ],
    };
  });
}

/** Stands before what sends the requests of a player: behind all interceptors, so that what is authorized is what is opened. */
function extend(player: DashPlayer): void {
  if (extended.has(player)) return;
  extended.add(player);
  function composed(this: { readonly parent: DashLoader }): DashLoader {
    const { load } = this.parent;
    return {
      load(request, response) {
        const parts = protectedPlayers.get(player);
        if (parts === undefined) return load(request, response);
        parts.begin();
        authorizedLoad(parts, load, request, response);
        return true;
      },
    };
  }
  player.extend('XHRLoader', composed, true);
  player.extend('FetchLoader', composed, true);
}

function reopen(player: DashPlayer, { src }: PlaybackSource): void {
  const media = player.getVideoElement();
  const position = positionIn(media);
  rememberPlaying(media)();
  player.attachSource(src, position);
}
