import { createPassClient } from '@playgate/client';
import type { PassClient } from '@playgate/client';
import type { Protection } from '@playgate/client/adapter';
import { protectNative } from '@playgate/engines/native';
import { registerPlaygateWorker } from '@playgate/engines/worker';

/** How a test wants a film played. */
export interface NativeStart {
  readonly src: string;
  /** Absent: the element alone, without a pass. */
  readonly asset?: string;
  /** Where the worker may put headers. Absent: no worker. */
  readonly media?: string;
}

const video = document.createElement('video');
Object.assign(video, { muted: true, width: 320 });
// Not `autoplay`, which waits for enough data: a WebKitGTK that had all at once never says that it has enough.
video.addEventListener('canplay', () => void video.play(), { once: true });
document.body.append(video);
let client: PassClient | undefined;
let protection: Protection | undefined;

async function start({ src, asset, media }: NativeStart): Promise<void> {
  if (asset === undefined) {
    // Chromium plays no encrypted media of another origin without it.
    video.crossOrigin = 'anonymous';
    video.src = src;
    return;
  }
  client = createPassClient({ endpoint: '/pass' });
  const script = `/native-worker.js?media=${encodeURIComponent(media ?? '')}`;
  const worker = media === undefined ? undefined : await registerPlaygateWorker(script);
  const options = worker === undefined ? { src } : { src, worker };
  protection = protectNative(video, client.authorizer({ asset }), options);
}

function report() {
  const { phase, error } = protection?.state.get() ?? {};
  return {
    time: video.currentTime,
    duration: video.duration,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    failed: video.error?.code,
    src: video.currentSrc,
    canAttachHeaders: protection?.canAttachHeaders,
    phase,
    code: error?.code,
    instead: error?.instead,
  };
}

const native = {
  start,
  report,
  seek: (seconds: number) => void (video.currentTime = seconds),
  signOut: () => client?.signOut(),
};

declare global {
  interface Window {
    native: typeof native;
  }
}
window.native = native;
