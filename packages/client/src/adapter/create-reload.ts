import { isClientError } from '@playgate/client';
import type { PlaybackSource } from '@playgate/client';
import type { Gate } from './gate.ts';

/** How one player opens a source. */
export interface ReloadTarget {
  /** What it has open. */
  current(): unknown;
  /** Opens a source where the viewer is. */
  open(source: PlaybackSource): void;
}

/**
 * Makes what brings another source because a request said so. One at a time; a failure ends playback.
 *
 * @returns Resolves when that is done, or will not be.
 */
export function createReload(
  gate: Gate,
  signal: AbortSignal,
  { current, open }: ReloadTarget,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    const before = current();
    try {
      const source = await gate.reload(signal);
      // The application may have opened another one meanwhile.
      if (current() === before) open(source);
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
