import { createElement } from './create-element.ts';

/** A real button. */
export function createButton(
  className: string,
  caption: string,
  run: () => void,
): HTMLButtonElement {
  const button = createElement('button', className, caption);
  button.type = 'button';
  button.dir = 'auto';
  button.addEventListener('click', run);
  return button;
}
