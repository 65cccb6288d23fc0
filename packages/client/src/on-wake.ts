/** Where a page's events are heard: its `window`. */
export type WakeTarget = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

const WAKES = ['online', 'pageshow', 'visibilitychange', 'storage'] as const;

/**
 * Calls when the network is back, when the page is shown after it slept or was hidden, and when another tab wrote to the storage.
 *
 * @param target Default: the page. On a server there is none, and nothing is heard.
 * @returns Stops listening.
 */
export function onWake(
  target: WakeTarget | undefined,
  call: (event: { readonly type: string }) => void,
): () => void {
  const heard = target ?? ('addEventListener' in globalThis ? globalThis : undefined);
  const hear = (event: Event): void => {
    // The document says that, and one that was just hidden has not woken.
    const isHidden = Reflect.get(event.target ?? {}, 'visibilityState') === 'hidden';
    if (!isHidden || event.type !== 'visibilitychange') call(event);
  };
  for (const type of WAKES) heard?.addEventListener(type, hear);
  return () => {
    for (const type of WAKES) heard?.removeEventListener(type, hear);
  };
}
