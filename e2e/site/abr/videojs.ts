import { attachPlaygate } from '@playgate/videojs';
import videojs from 'video.js';
import type { Measure } from './measured.ts';

interface VhsStats {
  readonly bandwidth: number;
  readonly mediaRequests: number;
  readonly mediaRequestsAborted: number;
  readonly mediaRequestsTimedout: number;
}

interface VhsHook {
  onRequest(hook: (request: { headers?: Record<string, string> }) => object): void;
}

/** Plays with video.js. It is to measure the network, not to ask the browser about it, which answers what the machine has. */
export const measureVideojs: Measure = (video, { src, client, asset, authorization }) => {
  const player = videojs(video, {
    autoplay: 'muted',
    html5: { vhs: { useNetworkInformationApi: false } },
  });
  const vhs = (): { readonly stats: VhsStats; readonly xhr: VhsHook } | undefined =>
    Reflect.get(player.tech(true) ?? {}, 'vhs');
  if (authorization !== undefined)
    player.on('xhr-hooks-ready', () =>
      vhs()?.xhr.onRequest((request) => {
        request.headers = { ...request.headers, Authorization: authorization };
        return request;
      }),
    );
  if (client !== undefined && asset !== undefined)
    attachPlaygate(player, { client, asset, ui: false });
  player.src({ src, type: 'application/x-mpegURL' });
  let isKnown = false;
  return {
    counts() {
      const stats = vhs()?.stats;
      // Until something was loaded it is a guess from a setting.
      isKnown ||= (stats?.mediaRequests ?? 0) > 1;
      return {
        requests: stats?.mediaRequests ?? 0,
        aborted: stats?.mediaRequestsAborted ?? 0,
        timedOut: stats?.mediaRequestsTimedout ?? 0,
        bandwidth: isKnown ? (stats?.bandwidth ?? 0) : 0,
      };
    },
  };
};
