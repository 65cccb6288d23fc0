/** The part of an `HTMLIFrameElement` that is used here. */
export interface EmbedFrame<Self> {
  src: string;
  allow: string;
  referrerPolicy: string;
  readonly contentWindow: EmbedWindow | null;
  readonly parentNode: { insertBefore(node: Self, before: unknown): unknown } | null;
  readonly nextSibling: unknown;
  remove(): void;
  removeAttribute(name: string): void;
  addEventListener(type: 'load', listener: () => void, options: Listening): void;
}

/** The window inside a frame. */
export interface EmbedWindow {
  postMessage(message: string, targetOrigin: string): void;
}

/** The page around a frame: its `window`. */
export interface EmbedPage {
  readonly location: { readonly origin: string };
  addEventListener(
    type: 'message',
    listener: (event: MessageEvent) => void,
    options: Listening,
  ): void;
}

interface Listening {
  readonly signal: AbortSignal;
}

/**
 * Opens an address in a frame, or none. It is always the frame's first one, so that going back in history does not open a spent token.
 */
export function showInFrame<Frame extends EmbedFrame<Frame>>(
  frame: Frame,
  url: string | undefined,
): void {
  const { parentNode, nextSibling } = frame;
  frame.remove();
  if (url === undefined) frame.removeAttribute('src');
  else frame.src = url;
  parentNode?.insertBefore(frame, nextSibling);
}
