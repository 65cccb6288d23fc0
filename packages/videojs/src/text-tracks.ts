import { absoluteUrl, authorizedFetch, isHttpUrl } from '@playgate/client/adapter';
import type { Gate } from '@playgate/client/adapter';
import { parseCues } from './parse-cues.ts';
import { isTrackElement, trackElementsOf } from './player.ts';
import type { PlayerTrackElement, VideojsPlayer } from './player.ts';

/** What text tracks need to load. */
export interface TextTrackContext {
  readonly gate: Gate;
  readonly fetch: typeof globalThis.fetch;
  readonly reload: () => void;
}

/** The text tracks of one player, loaded through the pass. */
export interface TextTracks {
  /** @returns Adds those again that are there now and that video.js removes with its source. */
  remember(): () => void;
  /** Undoes everything but the tracks themselves. */
  dispose(): void;
}

interface TrackOptions {
  readonly src?: string;
  readonly [option: string]: unknown;
}

/**
 * Loads the text tracks of a player through the pass. video.js loads them by a request of its own that no hook sees, and takes the
 * body of a refusal for captions. So tracks are added without their URL, and get their cues when these are there.
 */
export function protectTextTracks(player: VideojsPlayer, context: TextTrackContext): TextTracks {
  const abort = new AbortController();
  const blobs: string[] = [];
  const added = new WeakMap<object, TrackOptions>();
  const { addRemoteTextTrack } = player;

  const fill = async (element: PlayerTrackElement, url: string): Promise<void> => {
    const withCookies = player.crossOrigin() === 'use-credentials';
    const answer = await authorizedFetch({
      ...context,
      url,
      kind: 'track',
      init: withCookies ? { credentials: 'include' } : {},
      signal: abort.signal,
    });
    if (!answer) return;
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    if (!isNative(element)) return parseCues(player, element.track, await answer.text());
    const blob = URL.createObjectURL(await answer.blob());
    blobs.push(blob);
    element.src = blob;
  };
  const report = (error: unknown): void => {
    if (!abort.signal.aborted) player.log.warn('playgate: a text track did not load.', error);
  };

  const add = (options: TrackOptions = {}, manualCleanup = false) => {
    const { src, ...rest } = options;
    const url = src ? absoluteUrl(src) : '';
    if (!isHttpUrl(url)) return addRemoteTextTrack.call(player, options, manualCleanup);
    const element = addRemoteTextTrack.call(player, rest, manualCleanup);
    // A player that has no technology yet adds none.
    if (isTrackElement(element)) {
      added.set(element, { ...options, manualCleanup });
      if (!isNative(element)) keepFromLoading(element, url);
      fill(element, url).catch(report);
    }
    return element;
  };

  /** A track that was there before: its URL was asked for without a credential. */
  const adopt = async (element: PlayerTrackElement, url: string): Promise<void> => {
    const { gate } = context;
    await gate.pass({ url, kind: 'track', signal: abort.signal });
    if (gate.authorizer.apply(url, 'track').generation === 0) return;
    if (isNative(element)) return fill(element, url);
    const { kind, label, language, mode } = element.track;
    player.removeRemoteTextTrack(element.track);
    add({ kind, label, language, mode, src: url }, true);
  };

  player.addRemoteTextTrack = add;
  player.ready(() => {
    if (abort.signal.aborted) return;
    for (const element of trackElementsOf(player))
      if (!added.has(element) && isHttpUrl(element.src)) adopt(element, element.src).catch(report);
  });

  return {
    remember() {
      const held = trackElementsOf(player).flatMap((element) => {
        const options = added.get(element);
        return options?.['manualCleanup'] === false ? [{ element, options }] : [];
      });
      return () => {
        const present = new Set(trackElementsOf(player));
        for (const { element, options } of held) if (!present.has(element)) add(options);
      };
    },
    dispose() {
      abort.abort();
      if (player.addRemoteTextTrack === add) player.addRemoteTextTrack = addRemoteTextTrack;
      for (const blob of blobs) URL.revokeObjectURL(blob);
    },
  };
}

function isNative(element: PlayerTrackElement): boolean {
  return element instanceof HTMLTrackElement;
}

/** Gives an emulated track its URL, for those who read it; video.js, too, and it would load the track when it is first shown. */
function keepFromLoading(element: PlayerTrackElement, url: string): void {
  element.src = url;
  Object.assign(element.track, { src: url, preload_: true });
}
