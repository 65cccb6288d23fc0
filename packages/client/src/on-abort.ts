/**
 * Calls when a signal is aborted, at once if it is already.
 *
 * @returns Stops listening.
 */
export function onAbort(signal: AbortSignal | undefined, call: () => void): () => void {
  signal?.addEventListener('abort', call);
  if (signal?.aborted) call();
  return () => signal?.removeEventListener('abort', call);
}
