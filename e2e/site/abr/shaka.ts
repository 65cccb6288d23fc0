import { protectShaka } from '@playgate/engines/shaka';
import shaka from 'shaka-player';
import type { Measure } from './measured.ts';

const { RequestType } = shaka.net.NetworkingEngine;

/** Plays with Shaka. It is to measure the network, not to ask the browser about it, which answers what the machine has. */
export const measureShaka: Measure = (video, { src, client, asset, authorization }) => {
  const player = new shaka.Player();
  player.configure({ abr: { useNetworkInformation: false } });
  const { defaultBandwidthEstimate } = player.getConfiguration().abr;
  const seen = { requests: 0, aborted: 0, timedOut: 0 };
  const listen = (type: string, see: (event: object) => void): void =>
    player.addEventListener(type, (event: object) => {
      if (Reflect.get(event, 'requestType') !== RequestType.SEGMENT) return;
      seen.requests += 1;
      see(event);
    });
  listen('downloadcompleted', () => {});
  listen('downloadfailed', (event) => {
    const code: unknown = Reflect.get(Object(Reflect.get(event, 'error')), 'code');
    if (Reflect.get(event, 'aborted') === true) seen.aborted += 1;
    else if (code === shaka.util.Error.Code.TIMEOUT) seen.timedOut += 1;
  });
  if (authorization !== undefined)
    player.getNetworkingEngine()?.registerRequestFilter((_type, request) => {
      request.headers['Authorization'] = authorization;
    });
  if (client !== undefined && asset !== undefined)
    protectShaka(player, client.authorizer({ asset }));
  void player
    .attach(video)
    .then(() => player.load(src))
    .then(() => video.play());
  return {
    counts() {
      const { estimatedBandwidth } = player.getStats();
      // Until enough was loaded it is the setting.
      const bandwidth = estimatedBandwidth === defaultBandwidthEstimate ? 0 : estimatedBandwidth;
      return { ...seen, bandwidth };
    },
  };
};
