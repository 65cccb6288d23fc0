import { protectNative } from '@playgate/engines/native';
import type { Engine } from './engine.ts';

export const native: Engine = async (video, { src, authorizer, onError }) => {
  video.addEventListener('error', () =>
    onError({
      fatal: true,
      reason: String(video.error?.code),
      text: String(video.error?.message),
    }),
  );
  if (authorizer === undefined) video.src = src;
  const protection = authorizer && protectNative(video, authorizer, { src });
  return {
    protection,
    load: (next) => (video.src = next),
    destroy() {
      protection?.dispose();
      video.removeAttribute('src');
      video.load();
    },
  };
};
