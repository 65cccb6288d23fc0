import { createButton } from './create-button.ts';
import { createElement } from './create-element.ts';

/** A line over the picture that leaves the player usable. */
export interface Notice {
  /**
   * @param text What it says; `undefined` closes it.
   * @param button The one beside it.
   */
  show(text: string | undefined, button?: { caption: string; run: () => void }): void;
}

/** Makes one. */
export function createNotice(root: HTMLElement, className: string): Notice {
  const box = createElement('div', `playgate-notice ${className}`);
  let shown: string | undefined;
  return {
    show(text, button) {
      if (text === shown) return;
      shown = text;
      if (text === undefined) return box.remove();
      box.replaceChildren(
        createElement('p', 'playgate-text', text),
        ...(button ? [createButton('playgate-button', button.caption, button.run)] : []),
      );
      root.append(box);
    },
  };
}
