/** Where a page's events are heard: its `window`. */
export type WakeTarget = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

const WAKES = ['online', 'pageshow', 'visibilitychange'] as const;

/**
 * Calls when the network is back, or when the page is shown after it slept.
 *
 * @param target Default: the page. On a server there is none, and nothing is heard.
 * @returns Stops listening.
 */
export function onWake(target: WakeTarget | undefined, call: () => void): () => void {
  const heard = target ?? ('addEventListener' in globalThis ? globalThis : undefined);
  for (const type of WAKES) heard?.addEventListener(type, call);
  return () => {
    for (const type of WAKES) heard?.removeEventListener(type, call);
  };
}
