import type { PictureSample } from './record-picture.ts';
import type { PictureState } from './timeline.ts';

const EVERY_MS = 250;

/**
 * Looks at the film's picture a few times a second, until the returned function is called.
 *
 * @param find The video element, once there is one: players make it late and replace it.
 */
export function watchPicture(
  find: () => HTMLVideoElement | null,
  tell: (sample: PictureSample) => void,
): () => void {
  const timer = setInterval(() => {
    const video = find();
    if (video === null) return;
    if (video.currentTime === 0) return;
    tell({
      at: performance.now(),
      state: pictureState(video),
      bufferedSeconds: bufferedAhead(video),
    });
  }, EVERY_MS);
  return () => clearInterval(timer);
}

function pictureState(video: HTMLVideoElement): PictureState {
  if (video.paused || video.ended) return 'paused';
  const ready = video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
  return ready || video.seeking ? 'playing' : 'stalled';
}

/** Seconds of film that follow the picture without a hole. */
function bufferedAhead(video: HTMLVideoElement): number {
  const { buffered, currentTime } = video;
  for (let i = 0; i < buffered.length; i++)
    if (buffered.start(i) <= currentTime + 0.1 && currentTime <= buffered.end(i))
      return buffered.end(i) - currentTime;
  return 0;
}
