/** A media element: as much of it as is needed here. */
export interface PlayableMedia {
  currentTime: number;
  playbackRate: number;
  readonly duration: number;
  readonly paused: boolean;
  play(): Promise<void>;
  addEventListener(type: string, listener: () => void, options: { readonly once: true }): void;
}

/** Where viewers were in films that are opened again and have not loaded. */
const left = new WeakMap<PlayableMedia, number | undefined>();

/** Where a viewer is in a film; of a live stream, whose edge is the place to be, nowhere. */
export function positionIn(media: PlayableMedia): number | undefined {
  const { currentTime, duration } = media;
  if (!duration) return left.get(media);
  return duration === Infinity ? undefined : currentTime;
}

/**
 * Remembers how an element plays, for another source in the place of its own: browsers forget that.
 *
 * @returns Brings it back when the next source has loaded. With `true`, the position as well: engines that stream see to that themselves.
 */
export function rememberPlaying(media: PlayableMedia): (withPosition?: boolean) => void {
  const { paused, playbackRate } = media;
  const position = positionIn(media);
  return (withPosition = false) => {
    left.set(media, position);
    const restore = (): void => {
      left.delete(media);
      media.playbackRate = playbackRate;
      if (withPosition && position !== undefined) media.currentTime = position;
      // A browser that does not let it start leaves that to the viewer.
      if (!paused) media.play().catch(() => undefined);
    };
    media.addEventListener('loadedmetadata', restore, { once: true });
  };
}
