import videojs from 'video.js';
import type { SourceHandler, SourceHandlerTech, VideojsPlayer } from '../src/player.ts';
import { createVhsXhr } from './vhs-stand-in.ts';

export const HLS = 'application/x-mpegURL';

/** A media element that loads nothing, with a position that can be set. */
function createVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.load = () => undefined;
  video.play = () => Promise.resolve();
  video.pause = () => undefined;
  video.canPlayType = () => 'maybe';
  document.body.append(video);
  return video;
}

/** A real player in a page without media. */
export function makePlayer(options: Readonly<Record<string, unknown>> = {}): VideojsPlayer {
  videojs.log.level('off');
  HTMLMediaElement.prototype.canPlayType = () => 'maybe';
  return videojs(createVideo(), options);
}

/** Resolves when a player has opened what it was given: it does so by timers of 1 ms. */
export async function opened(player: VideojsPlayer): Promise<void> {
  await new Promise<void>((resolve) => player.ready(() => resolve()));
  await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Puts a stand-in for VHS where VHS would be: it tells of its hooks, then asks for its source. */
export function standInForVhs(): { readonly urls: string[]; remove(): void } {
  const urls: string[] = [];
  const handler: SourceHandler = {
    canPlayType: (type) => (type === HLS ? 'maybe' : ''),
    canHandleSource: ({ type }) => (type === HLS ? 'maybe' : ''),
    handleSource(source, tech, { playerId = '' }) {
      const player = videojs.getPlayer(playerId);
      const inner = createVhsXhr();
      inner.hooks.request.push((options) => {
        urls.push(options.uri);
        return options;
      });
      const vhs = { xhr: inner, dispose: () => Reflect.deleteProperty(tech, 'vhs') };
      Object.assign(tech, { vhs });
      player?.trigger('xhr-hooks-ready');
      vhs.xhr({ uri: source.src, requestType: 'hls-playlist' }, () => undefined);
      return vhs;
    },
  };
  html5().registerSourceHandler(handler, 0);
  return {
    urls,
    remove: () => {
      const handlers = html5().sourceHandlers;
      handlers?.splice(handlers.indexOf(handler), 1);
    },
  };
}

export function html5(): SourceHandlerTech {
  const tech: unknown = videojs.getTech('Html5');
  if (!isSourceHandlerTech(tech)) throw new Error('No Html5.');
  return tech;
}

function isSourceHandlerTech(value: unknown): value is SourceHandlerTech {
  return typeof value === 'function' && 'registerSourceHandler' in value;
}
