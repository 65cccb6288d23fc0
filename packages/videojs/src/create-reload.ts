import { isClientError } from '@playgate/client';
import type { Gate } from '@playgate/client/adapter';
import type { VideojsPlayer } from './player.ts';
import { reopenSource } from './reopen-source.ts';

/** Opens a new source where the viewer is. One at a time. */
export interface Reload {
  /** At the application's wish. */
  asked(): Promise<void>;
  /** Because a request said so: a failure ends playback. */
  unasked(): void;
}

/**
 * Makes one.
 *
 * @param rememberTracks As in `reopenSource`.
 */
export function createReload(
  player: VideojsPlayer,
  gate: Gate,
  signal: AbortSignal,
  rememberTracks: () => () => void,
): Reload {
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    const before = player.currentSrc();
    try {
      const source = await gate.reload(signal);
      // The application may have opened another one meanwhile.
      if (player.currentSrc() === before) reopenSource(player, source, rememberTracks);
    } finally {
      running = undefined;
    }
  };
  const asked = (): Promise<void> => (running ??= run());
  return {
    asked,
    unasked() {
      asked().catch((error: unknown) => {
        if (signal.aborted) return;
        if (!isClientError(error)) throw error;
        gate.fail(error);
      });
    },
  };
}
