/** Where a page's events are heard: its `window`. */
export type WakeTarget = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

const WAKES = ['online', 'pageshow', 'visibilitychange', 'storage'] as const;

/**
 * Calls when the network is back, when the page is shown after it slept, and when another tab wrote to the storage.
 *
 * @param target Default: the page. On a server there is none, and nothing is heard.
 * @returns Stops listening.
 */
export function onWake(
  target: WakeTarget | undefined,
  call: (event: { readonly type: string }) => void,
): () => void {
  const heard = target ?? ('addEventListener' in globalThis ? globalThis : undefined);
  for (const type of WAKES) heard?.addEventListener(type, call);
  return () => {
    for (const type of WAKES) heard?.removeEventListener(type, call);
  };
}
