/** What an application hears from IBM's player. Source: IBM Video Streaming, Player API. */
export interface IbmPlayerHandlers {
  /** The player takes commands. Called again when the frame loads again. */
  readonly onReady?: (controls: IbmControls) => void;
  /**
   * An event of the player, for example `playing`, `finished`, `live`, `offline`, with whatever it carries. None of them tells of
   * authentication.
   */
  readonly onEvent?: (name: string, value: unknown) => void;
}

/** Commands to IBM's player. */
export interface IbmControls {
  /**
   * Calls a method of the player.
   *
   * @param method For example `play`, `pause`, `seek`, `volume`.
   * @param args What the method takes.
   */
  call(method: string, ...args: readonly unknown[]): void;
}

/**
 * Talks to IBM's player in a frame. Takes messages only from this frame's own window and from the origin of its `src`, and sends to
 * that origin only.
 *
 * @param current The handlers at the time of the event.
 * @returns Ends it.
 */
export function connectIbmPlayer(
  frame: HTMLIFrameElement,
  current: () => IbmPlayerHandlers,
): () => void {
  const { origin } = new URL(frame.src);
  const send = (cmd: string, args?: readonly unknown[]): void =>
    frame.contentWindow?.postMessage(JSON.stringify({ cmd, args }), origin);
  const greet = (): void => send('ready');
  const hear = ({ source, origin: from, data }: MessageEvent): void => {
    if (source !== frame.contentWindow || from !== origin) return;
    for (const [name, value] of eventsOf(data)) {
      if (name === 'ready') {
        send('apihandshake', []);
        current().onReady?.({ call: (method, ...args) => send(method, args) });
      } else current().onEvent?.(name === 'live' && value === false ? 'offline' : name, value);
    }
  };
  const life = new AbortController();
  const { signal } = life;
  window.addEventListener('message', hear, { signal });
  frame.addEventListener('load', greet, { signal });
  // A frame of the server's HTML may have loaded before anybody listened: then its document is out of reach.
  if (frame.contentDocument === null) greet();
  return () => life.abort();
}

function eventsOf(data: unknown): readonly (readonly [string, unknown])[] {
  if (typeof data !== 'string') return [];
  try {
    const message: unknown = JSON.parse(data);
    const event = isObject(message) && message['event'];
    return isObject(event) ? Object.entries(event) : [];
  } catch {
    // Not JSON: not from the player's API.
    return [];
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
