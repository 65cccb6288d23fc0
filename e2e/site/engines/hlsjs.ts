import { protectHls } from '@playgate/engines/hlsjs';
import Hls from 'hls.js';
import { CLEAR_KEY, textOf } from './engine.ts';
import type { Engine } from './engine.ts';

export const hlsjs: Engine = async (video, options) => {
  const { src, buffer, license, authorizer, naive, hook, onError } = options;
  const hls = new Hls({
    maxBufferLength: buffer,
    maxMaxBufferLength: buffer,
    ...(license !== undefined && {
      emeEnabled: true,
      drmSystems: { [CLEAR_KEY]: { licenseUrl: license } },
    }),
    xhrSetup(xhr, url) {
      xhr.open('GET', hook(url), true);
      if (naive !== undefined) xhr.setRequestHeader(naive().name, naive().value);
    },
  });
  hls.on(Hls.Events.ERROR, (_event, data) =>
    onError({ fatal: data.fatal, reason: data.reason ?? data.details, text: textOf(data) }),
  );
  const protection = authorizer && protectHls(hls, authorizer);
  hls.loadSource(src);
  hls.attachMedia(video);
  return { protection, load: (next) => hls.loadSource(next), destroy: () => hls.destroy() };
};
