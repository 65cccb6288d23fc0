import { protectHls } from '@playgate/engines/hlsjs';
import Hls from 'hls.js';
import type { Measure } from './measured.ts';

/** Plays with hls.js, every setting as it comes. */
export const measureHls: Measure = (video, { src, client, asset, authorization }) => {
  const hls = new Hls(
    authorization === undefined
      ? {}
      : { xhrSetup: (xhr) => xhr.setRequestHeader('Authorization', authorization) },
  );
  const seen = { requests: 0, aborted: 0, timedOut: 0 };
  hls.on(Hls.Events.FRAG_LOADING, () => void (seen.requests += 1));
  hls.on(Hls.Events.FRAG_LOAD_EMERGENCY_ABORTED, () => void (seen.aborted += 1));
  hls.on(Hls.Events.ERROR, (_event, { details }) => {
    if (details === Hls.ErrorDetails.FRAG_LOAD_TIMEOUT) seen.timedOut += 1;
  });
  if (client !== undefined && asset !== undefined) protectHls(hls, client.authorizer({ asset }));
  hls.loadSource(src);
  hls.attachMedia(video);
  void video.play();
  return {
    counts: () => ({
      ...seen,
      bandwidth: seen.requests > 1 ? hls.bandwidthEstimate : 0,
      firstByteMs: hls.ttfbEstimate,
    }),
  };
};
