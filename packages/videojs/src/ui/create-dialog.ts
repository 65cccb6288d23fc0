import type { VideojsPlayer } from '../player.ts';
import { createElement } from './create-element.ts';
import { coverPlayer } from './cover-player.ts';

/** What a dialog holds. The same object is shown once and then left alone. */
export interface DialogContent {
  /** For style sheets and tests: `data-screen`. */
  readonly name: string;
  readonly nodes: readonly HTMLElement[];
  /** Its elements that name the dialog. */
  readonly labels: readonly HTMLElement[];
  /** Its elements that describe it. */
  readonly descriptions: readonly HTMLElement[];
  /** What takes the focus when this follows other content. A dialog that opens takes the focus itself, and only if it is in the player. */
  readonly focus?: HTMLElement;
  /** What Escape does. */
  readonly escape?: () => void;
}

/** A dialog that covers the player. It does not hold the keyboard: Tab leads out of it, into the page. */
export interface Dialog {
  /**
   * @param content What to show; `undefined` closes it.
   * @param announce Says it to those who cannot see it; not called when the focus moves to the dialog, which says as much.
   */
  show(content: DialogContent | undefined, announce: (text: string) => void): void;
}

/** Makes one. */
export function createDialog(player: VideojsPlayer, root: HTMLElement, className: string): Dialog {
  // Without our style sheet, video.js' class still puts it over the picture.
  const box = createElement('div', `playgate-dialog vjs-modal-dialog ${className}`);
  box.tabIndex = -1;
  box.setAttribute('role', 'dialog');
  let shown: DialogContent | undefined;
  let uncover: (() => void) | undefined;

  box.addEventListener('keydown', (event) => {
    // The player's hotkeys are not for a dialog's buttons.
    event.stopPropagation();
    if (event.key !== 'Escape' || shown?.escape === undefined) return;
    event.preventDefault();
    shown.escape();
  });

  const isFocused = (): boolean => {
    const { activeElement, body } = document;
    // A frame that has the focus loses it to the page when it goes from one document to the next.
    if (activeElement === body) return shown?.focus instanceof HTMLIFrameElement;
    return player.el().contains(activeElement);
  };
  const hide = (): void => {
    uncover?.();
    uncover = undefined;
    box.remove();
    box.replaceChildren();
  };
  return {
    show(content, announce) {
      if (content === shown) return;
      const opens = shown === undefined;
      const focused = isFocused();
      shown = content;
      if (content === undefined) return hide();
      if (opens) uncover = coverPlayer(player, root);
      fill(box, content);
      if (opens) root.append(box);
      const target = opens ? box : (content.focus ?? box);
      if (focused) target.focus({ preventScroll: true });
      if (!focused || target !== box)
        announce(textOf([...content.labels, ...content.descriptions]));
    },
  };
}

const textOf = (elements: readonly HTMLElement[]): string =>
  elements.map(({ textContent }) => textContent).join(' ');

function fill(box: HTMLElement, { name, nodes, labels, descriptions }: DialogContent): void {
  box.dataset['screen'] = name;
  box.replaceChildren(...nodes);
  refer(box, 'aria-labelledby', labels);
  refer(box, 'aria-describedby', descriptions);
}

function refer(box: HTMLElement, attribute: string, elements: readonly HTMLElement[]): void {
  if (elements.length === 0) box.removeAttribute(attribute);
  else box.setAttribute(attribute, elements.map(({ id }) => id).join(' '));
}
