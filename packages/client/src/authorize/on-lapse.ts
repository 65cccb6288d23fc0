import type { Clock } from '../clock.ts';
import { onAbort } from '../on-abort.ts';

/** A probe that says nothing for so long makes way for the next request, in milliseconds. */
const LAPSE_MS = 10_000;

/**
 * Calls when a probe is to make way: it is aborted, or says nothing.
 *
 * @returns Forgets it.
 */
export function onLapse(
  clock: Clock,
  signal: AbortSignal | undefined,
  call: () => void,
): () => void {
  const cancel = clock.after(LAPSE_MS, call);
  const ignore = onAbort(signal, call);
  return () => {
    cancel();
    ignore();
  };
}
