/** The window of a model page, which knows how many listen to it. */
export class PageEvents extends EventTarget {
  listeners = 0;

  override addEventListener(...call: Parameters<EventTarget['addEventListener']>): void {
    this.listeners += 1;
    super.addEventListener(...call);
  }

  override removeEventListener(...call: Parameters<EventTarget['removeEventListener']>): void {
    this.listeners -= 1;
    super.removeEventListener(...call);
  }

  tell(...types: readonly string[]): void {
    for (const type of types) this.dispatchEvent(new Event(type));
  }
}
