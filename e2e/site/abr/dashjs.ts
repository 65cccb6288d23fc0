import { protectDash } from '@playgate/engines/dashjs';
import { MediaPlayer } from 'dashjs';
import type { Measure } from './measured.ts';

/** Plays with dash.js, every setting as it comes, but for the clock: it would ask a server of others for the time. */
export const measureDash: Measure = (video, { src, client, asset, authorization }) => {
  const player = MediaPlayer().create();
  player.updateSettings({ streaming: { utcSynchronization: { enabled: false } } });
  const seen = { requests: 0, aborted: 0, unanswered: 0 };
  player.on('metricAdded', ({ metric, value }: { metric?: unknown; value?: unknown }) => {
    if (metric !== 'HttpList' || Reflect.get(Object(value), 'type') !== 'MediaSegment') return;
    seen.requests += 1;
    if (!Reflect.get(Object(value), 'responsecode')) seen.unanswered += 1;
  });
  player.on('fragmentLoadingAbandoned', () => void (seen.aborted += 1));
  if (authorization !== undefined)
    player.addRequestInterceptor(async (request) => {
      request.headers = { ...request.headers, Authorization: authorization };
      return request;
    });
  if (client !== undefined && asset !== undefined)
    protectDash(player, client.authorizer({ asset }));
  player.initialize(video, src, true);
  return {
    counts() {
      const { requests, aborted, unanswered } = seen;
      const bandwidth = player.getAverageThroughput('video') * 1000;
      const firstByteMs = player.getAverageLatency('video');
      return {
        ...{ requests, aborted, timedOut: unanswered - aborted },
        ...(bandwidth > 0 ? { bandwidth, firstByteMs } : { bandwidth: 0 }),
      };
    },
  };
};
