/** What an application hears from IBM's player. Source: IBM Video Streaming, Player API. */
export interface IbmPlayerHandlers {
  /** The player takes commands. Called again when the frame loads again. */
  ready(controls: IbmControls): void;
  /** An event of the player: `playing`, `finished`, `live`, `offline`, … with whatever it carries. */
  event(name: string, value: unknown): void;
}

/** Commands to IBM's player. */
export interface IbmControls {
  /**
   * Calls a method of the player.
   *
   * @param method For example `play`, `pause`, `seek`, `volume`.
   * @param args For example seconds for `seek`, 0 to 100 for `volume`.
   */
  call(method: string, ...args: readonly unknown[]): void;
}

/**
 * Talks to IBM's player in a frame. Takes messages only from this frame's own window and from the origin of its `src`, and sends to
 * that origin only.
 *
 * @returns Ends it.
 */
export function connectIbmPlayer(
  frame: HTMLIFrameElement,
  handlers: IbmPlayerHandlers,
): () => void {
  const page = frame.ownerDocument.defaultView;
  const { origin } = new URL(frame.src);
  const send = (cmd: string, args?: readonly unknown[]): void =>
    frame.contentWindow?.postMessage(JSON.stringify({ cmd, args }), origin);
  const greet = (): void => send('ready');
  const hear = (message: MessageEvent): void => {
    if (message.source !== frame.contentWindow || message.source === null) return;
    if (message.origin !== origin) return;
    for (const [name, value] of eventsOf(message.data)) {
      if (name === 'ready') {
        send('apihandshake', []);
        handlers.ready({ call: (method, ...args) => send(method, args) });
      } else if (name === 'live') handlers.event(value === true ? 'live' : 'offline', value);
      else handlers.event(name, value);
    }
  };
  page?.addEventListener('message', hear);
  frame.addEventListener('load', greet);
  // A frame of the server's HTML may have loaded before anybody listened: then its document is out of reach.
  if (frame.contentDocument === null) greet();
  return () => {
    page?.removeEventListener('message', hear);
    frame.removeEventListener('load', greet);
  };
}

function eventsOf(data: unknown): readonly (readonly [string, unknown])[] {
  if (typeof data !== 'string') return [];
  try {
    const message: unknown = JSON.parse(data);
    if (typeof message !== 'object' || message === null || !('event' in message)) return [];
    const { event } = message;
    return typeof event === 'object' && event !== null ? Object.entries(event) : [];
  } catch {
    // Not JSON: not from the player's API.
    return [];
  }
}
