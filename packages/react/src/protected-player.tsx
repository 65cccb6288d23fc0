import type { AuthorizerState } from '@playgate/client';
import type { Playgate, VideojsPlayer } from '@playgate/videojs';
import type {
  CSSProperties,
  ForwardRefExoticComponent,
  ReactNode,
  RefAttributes,
  RefObject,
} from 'react';
import { forwardRef, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { BOX } from './core/box.ts';
import { createLease } from './core/lease.ts';
import { NOTHING } from './core/nothing.ts';
import { loadPlayer } from './player/load-player.ts';
import { listenToPlayer } from './player/player-events.ts';
import type { PlayerHandlers } from './player/player-events.ts';
import { changeSettings, completeSettings, playerOptions } from './player/player-settings.ts';
import type { PlayerOptions, PlayerSettings } from './player/player-settings.ts';
import type { ProtectedPlayback } from './player/protected-playback.ts';
import { addTextTracks } from './player/text-tracks.ts';
import type { PlayerTrack } from './player/text-tracks.ts';
import { emptyPlayer } from './player/empty-player.ts';
import { useGate } from './player/use-gate.ts';
import { usePending } from './player/use-pending.ts';
import { usePlayback } from './player/use-playback.ts';
import type { Playback } from './player/use-playback.ts';
import { useLatest } from './use-latest.ts';
import { useStable } from './use-stable.ts';

/** What a dialog of one's own may do. Nothing happens before the plugin is loaded. */
export type PlaybackActions = Partial<Pick<Playgate, 'retry' | 'answer' | 'reload'>>;

export interface ProtectedPlayerProps extends ProtectedPlayback, PlayerOptions, PlayerHandlers {
  readonly tracks?: readonly PlayerTrack[];
  readonly className?: string;
  /** Default: as wide as there is room, 16 to 9. */
  readonly style?: CSSProperties;
  /** The player is made; the plugin may still be on its way. */
  readonly onReady?: (player: VideojsPlayer) => void;
  readonly onStateChange?: (state: AuthorizerState) => void;
  /** Dialogs of one's own, over the player, in place of all of the plugin's, the lock screen included. Nothing to show: `null`. */
  readonly renderState?: (state: AuthorizerState, actions: PlaybackActions) => ReactNode;
}

const FILL: CSSProperties = { position: 'absolute', inset: 0, width: '100%', height: '100%' };

/**
 * A video.js player that plays a protected asset. The page brings video.js's stylesheet and the plugin's.
 * Video.js is loaded after the first render; the server renders the box and the poster. Its ref is the player, once there is one.
 *
 * @throws {ClientError} `config`, into the nearest error boundary, as `useProtectedPlayer`.
 */
export const ProtectedPlayer: ForwardRefExoticComponent<
  ProtectedPlayerProps & RefAttributes<VideojsPlayer | undefined>
> = forwardRef<VideojsPlayer | undefined, ProtectedPlayerProps>(
  function ProtectedPlayer(props, ref) {
    const { poster, renderState, className, style } = props;
    const [box, setBox] = useState<Element | null>(null);
    const latest = useLatest(props);
    const player = usePlayer(box, latest);
    const playback = usePlayback({ ...props, ui: renderState ? false : (props.ui ?? true) });
    useEmptying(player, playback);
    const { state, gate } = useGate(player, playback);
    useImperativeHandle(ref, () => player, [player]);
    useSettings(player, props);
    useTracks(gate && player, props.tracks);
    useHandlers(player, gate, latest);
    const dialog = renderState?.(state, gate ?? {});
    return (
      <div className={className} style={{ ...BOX, ...style }}>
        {poster !== undefined && player === undefined && (
          <img src={poster} alt="" style={{ ...FILL, objectFit: 'contain' }} />
        )}
        <div ref={setBox} style={FILL} />
        {dialog && <div style={FILL}>{dialog}</div>}
      </div>
    );
  },
);

function usePlayer(
  box: Element | null,
  latest: RefObject<ProtectedPlayerProps>,
): VideojsPlayer | undefined {
  const lease = useMemo(
    () => (box ? createLease(() => loadPlayer(box, () => playerOptions(latest.current))) : NOTHING),
    [box, latest],
  );
  return usePending<VideojsPlayer>(lease);
}

function useSettings(player: VideojsPlayer | undefined, props: PlayerSettings): void {
  const settings = useStable(completeSettings(props));
  const applied = useRef(settings);
  useEffect(() => {
    if (player) changeSettings(player, applied.current, settings);
    applied.current = settings;
  }, [player, settings]);
}

/** Another film, or another viewer: nothing of the last one may stay. A source that is given replaces it at once. */
function useEmptying(
  player: VideojsPlayer | undefined,
  { client, request, source }: Playback,
): void {
  const last = useRef({ client, request });
  useEffect(() => {
    const changed = last.current.client !== client || last.current.request !== request;
    last.current = { client, request };
    if (changed && player && !source) emptyPlayer(player);
  }, [player, client, request, source]);
}

/** Tracks may need a pass as well, so they come after the gate. */
function useTracks(
  player: VideojsPlayer | undefined,
  given: readonly PlayerTrack[] | undefined,
): void {
  const tracks = useStable(given);
  useEffect(() => (player && tracks ? addTextTracks(player, tracks) : undefined), [player, tracks]);
}

function useHandlers(
  player: VideojsPlayer | undefined,
  gate: Playgate | undefined,
  latest: RefObject<ProtectedPlayerProps>,
): void {
  useEffect(() => {
    if (player === undefined) return undefined;
    latest.current.onReady?.(player);
    return listenToPlayer(player, () => latest.current);
  }, [player, latest]);
  useEffect(() => {
    if (gate === undefined) return undefined;
    const tell = (): void => latest.current.onStateChange?.(gate.state.get());
    tell();
    return gate.state.subscribe(tell);
  }, [gate, latest]);
}
