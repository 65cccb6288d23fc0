import { isClientError } from '@playgate/client';
import type { PlaybackSource } from '@playgate/client';
import type { Gate } from './gate.ts';

/**
 * Makes what brings another source because a request said so. One at a time; a failure ends playback.
 *
 * @param open Opens it where the viewer is.
 * @returns Resolves when that is done, or will not be.
 */
export function createReload(
  gate: Gate,
  signal: AbortSignal,
  open: (source: PlaybackSource) => void,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      open(await gate.reload(signal));
    } catch (error) {
      if (signal.aborted) return;
      if (!isClientError(error)) throw error;
      gate.fail(error);
    } finally {
      running = undefined;
    }
  };
  return () => (running ??= run());
}
