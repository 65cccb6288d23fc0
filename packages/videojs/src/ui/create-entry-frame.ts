import type { Interaction } from '@playgate/client';
import { buildEntryUrl } from './build-entry-url.ts';
import { checkReturn } from './check-return.ts';
import { createButton } from './create-button.ts';
import type { DialogContent } from './create-dialog.ts';
import { createElement } from './create-element.ts';
import type { UiOptions } from './ui-options.ts';

/** No way to open windows or to navigate the page: what is framed stays in its frame. */
const SANDBOX = 'allow-forms allow-same-origin allow-scripts';

/** What a frame is made of. */
export interface EntryFrameOptions {
  readonly interaction: Interaction;
  /** 128 bits, fresh for this frame. */
  readonly nonce: string;
  /** Names the dialog and the frame. */
  readonly label: string;
  readonly closeCaption: string;
  readonly loadingText: string;
  /** A prefix for element ids, unique in the page. */
  readonly id: string;
  readonly freedom: NonNullable<UiOptions['frame']>;
  /** Called once, with what the viewer brought back. */
  readonly onReturn: (hash: string) => void;
  readonly onClose: () => void;
}

/** The entry page in its frame. */
export interface EntryFrame {
  readonly content: DialogContent;
  /** Stops listening. The frame itself goes with its dialog. */
  dispose(): void;
}

/**
 * Opens the entry page and waits for its return. Takes one message: that of the return page's origin, from the frame's own window, with
 * the nonce.
 *
 * @throws {ClientError} as `buildEntryUrl`.
 */
export function createEntryFrame(options: EntryFrameOptions): EntryFrame {
  const { interaction, nonce, onReturn } = options;
  const frame = createFrame(options);
  const { origin } = new URL(interaction.returnUrl);
  const listening = new AbortController();
  const onMessage = (event: MessageEvent<unknown>): void => {
    const hash = checkReturn(event, { origin, source: frame.contentWindow, nonce });
    if (hash === undefined) return;
    listening.abort();
    onReturn(hash);
  };
  addEventListener('message', onMessage, { signal: listening.signal });
  return { content: createContent(options, frame), dispose: () => listening.abort() };
}

function createFrame({ interaction, nonce, label, freedom }: EntryFrameOptions): HTMLIFrameElement {
  const frame = createElement('iframe', 'playgate-frame');
  frame.title = label;
  frame.referrerPolicy = 'no-referrer';
  frame.setAttribute('sandbox', [SANDBOX, freedom.sandbox].filter(Boolean).join(' '));
  frame.allow = freedom.allow ?? '';
  frame.width = '100%';
  frame.height = '100%';
  frame.src = buildEntryUrl(interaction, nonce);
  return frame;
}

function createContent(options: EntryFrameOptions, frame: HTMLIFrameElement): DialogContent {
  const { interaction, label, closeCaption, loadingText, id, onClose } = options;
  const heading = createElement('h2', 'playgate-heading', label);
  heading.id = `${id}-heading`;
  heading.dir = 'auto';
  const close = createButton('playgate-close', '×', onClose);
  close.setAttribute('aria-label', closeCaption);
  const loading = createElement('p', 'playgate-loading', loadingText);
  const bar = createElement('div', 'playgate-bar');
  bar.append(heading, loading, close);
  frame.addEventListener('load', () => loading.remove(), { once: true });
  const panel = createElement('div', 'playgate-panel');
  const { width, height } = interaction;
  if (width !== undefined) panel.style.setProperty('--playgate-frame-width', `${width}px`);
  if (height !== undefined) panel.style.setProperty('--playgate-frame-height', `${height}px`);
  panel.append(bar, frame);
  return {
    name: 'frame',
    nodes: [panel],
    labels: [heading],
    descriptions: [],
    focus: frame,
    escape: onClose,
  };
}
