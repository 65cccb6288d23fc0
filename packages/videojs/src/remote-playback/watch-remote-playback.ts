import { createObservable } from '@playgate/client';
import type { Observable, PlaybackPass } from '@playgate/client';
import type { VideojsPlayer } from '../player.ts';
import type { Playgate } from '../playgate.ts';

/** Options of `watchRemotePlayback`. */
export interface RemotePlaybackOptions {
  /** Whether the browser may offer no receiver that could not play. Default `true`; `false` only reports. */
  readonly turnOff?: boolean;
}

/** Whether a receiver (AirPlay, Cast) can play what the player plays. */
export interface RemotePlayback {
  /** `false` as long as no pass is held, and while one puts a credential on requests: receivers load the media themselves, without it. */
  readonly canFollow: Observable<boolean>;
  /** Gives the media element back what it had. */
  dispose(): void;
}

/** What keeps an element here. @see W3C, Remote Playback API, section 5.4; Apple, "x-webkit-airplay". */
const HERE: Readonly<Record<string, string>> = {
  disableremoteplayback: '',
  'x-webkit-airplay': 'deny',
};

/**
 * Watches whether the credential could follow the film to a receiver, and keeps the film here where it could not.
 *
 * @param playgate What `player.playgate` or `attachPlaygate` gave; it is watched until `dispose`.
 */
export function watchRemotePlayback(
  player: VideojsPlayer,
  { authorizer }: Pick<Playgate, 'authorizer'>,
  { turnOff = true }: RemotePlaybackOptions = {},
): RemotePlayback {
  const canFollow = createObservable(false);
  let release = (): void => {};
  const look = (): void => {
    canFollow.set(needsNothing(authorizer.pass.get()));
    release();
    const media = player.el().querySelector('video, audio');
    release = turnOff && !canFollow.get() && media ? hold(media) : () => {};
  };
  const unsubscribe = authorizer.pass.subscribe(look);
  // Another source may bring another element.
  player.on('loadstart', look);
  player.ready(look);
  const dispose = (): void => {
    unsubscribe();
    player.off('loadstart', look);
    player.off('dispose', dispose);
    release();
    release = () => {};
  };
  player.on('dispose', dispose);
  return { canFollow, dispose };
}

/** Whether requests are as good without what the pass puts on them: they are signed, or free. */
function needsNothing(pass: PlaybackPass | undefined): boolean {
  return pass?.rules.every(({ place }) => place.every(({ kind }) => kind === 'none')) ?? false;
}

/** @returns Undoes it. */
function hold(media: Element): () => void {
  const before = Object.keys(HERE).map((name) => [name, media.getAttribute(name)] as const);
  for (const [name, value] of Object.entries(HERE)) media.setAttribute(name, value);
  return () => {
    for (const [name, value] of before)
      if (value === null) media.removeAttribute(name);
      else media.setAttribute(name, value);
  };
}
