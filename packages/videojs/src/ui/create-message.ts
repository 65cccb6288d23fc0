import { createButton } from './create-button.ts';
import { createElement } from './create-element.ts';
import type { DialogContent } from './create-dialog.ts';

/** What a message says. Texts are final: translated already, or the backend's own. */
export interface Message {
  readonly name: string;
  readonly heading: string;
  readonly text?: string | undefined;
  /** What went wrong at the last try. */
  readonly problem?: string | undefined;
  /** Whether something is under way. */
  readonly busy?: boolean;
  readonly button?: { readonly caption: string; readonly run: () => void } | undefined;
}

/**
 * A dialog's content of an icon, a title, a heading, a sentence and a button.
 *
 * @param id A prefix for element ids, unique in the page.
 */
export function createMessage(message: Message, id: string, title?: string): DialogContent {
  const line = (tag: 'h2' | 'p', part: string, words: string | undefined): HTMLElement[] => {
    if (words === undefined) return [];
    const element = createElement(tag, `playgate-${part}`, words);
    element.id = `${id}-${part}`;
    element.dir = 'auto';
    return [element];
  };
  const { name, busy, button } = message;
  const icon = createElement('span', busy === true ? 'playgate-spinner' : 'playgate-icon');
  icon.setAttribute('aria-hidden', 'true');
  const labels = [...line('p', 'title', title), ...line('h2', 'heading', message.heading)];
  const descriptions = [
    ...line('p', 'problem', message.problem),
    ...line('p', 'text', message.text),
  ];
  const control = button && createButton('playgate-button', button.caption, button.run);
  const card = createElement('div', 'playgate-card');
  card.append(icon, ...labels, ...descriptions, ...(control ? [control] : []));
  return { name, nodes: [card], labels, descriptions, ...(control && { focus: control }) };
}
