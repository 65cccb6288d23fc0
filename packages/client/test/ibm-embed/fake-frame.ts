import type { EmbedFrame, EmbedPage } from '../../src/ibm-embed/index.ts';

export const PLAYER = 'https://video.ibm.com';
export const APP = 'https://app.example';

/** A document in a frame. */
class FakeWindow {
  readonly received: { readonly message: string; readonly targetOrigin: string }[] = [];

  postMessage(message: string, targetOrigin: string): void {
    this.received.push({ message, targetOrigin });
  }
}

/** A frame in a page, which takes down what happens to it. */
export class FakeFrame implements EmbedFrame<FakeFrame> {
  allow = '';
  referrerPolicy = '';
  contentWindow: FakeWindow | null = new FakeWindow();
  nextSibling: unknown = 'what follows';
  parentNode: EmbedFrame<FakeFrame>['parentNode'];
  /** Every address that was opened, `undefined` for an emptied frame. */
  readonly opened: (string | undefined)[] = [];
  readonly #loads = new Set<() => void>();
  #src: string | undefined;
  #isInPage = true;

  constructor() {
    this.parentNode = {
      insertBefore: (node, before) => {
        if (node !== this || before !== this.nextSibling) throw new Error('not where it was');
        this.#isInPage = true;
        this.contentWindow = new FakeWindow();
        this.opened.push(this.#src);
      },
    };
  }

  get src(): string {
    return this.#src ?? '';
  }

  set src(url: string) {
    if (this.#isInPage) throw new Error('one more entry of the history');
    this.#src = url;
  }

  get loads(): number {
    return this.#loads.size;
  }

  remove(): void {
    this.#isInPage = false;
    this.contentWindow = null;
  }

  removeAttribute(name: string): void {
    if (name === 'src') this.#src = undefined;
  }

  addEventListener(_type: 'load', listener: () => void, { signal }: { signal: AbortSignal }): void {
    this.#loads.add(listener);
    signal.addEventListener('abort', () => this.#loads.delete(listener));
  }

  /** Its document has loaded. */
  load(): void {
    for (const listener of this.#loads) listener();
  }

  /** What was posted to the document that is there now. */
  get sent(): readonly string[] {
    return (this.contentWindow?.received ?? []).map(({ message, targetOrigin }) => {
      if (targetOrigin !== PLAYER) throw new Error('sent to somebody else');
      return message;
    });
  }
}

/** The window around it. */
export class FakePage implements EmbedPage {
  readonly location = { origin: APP };
  readonly #listeners = new Set<(event: MessageEvent) => void>();

  get listeners(): number {
    return this.#listeners.size;
  }

  addEventListener(
    _type: 'message',
    listener: (event: MessageEvent) => void,
    { signal }: { readonly signal: AbortSignal },
  ): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener));
  }

  /** Somebody posts a message to the page. */
  post(data: unknown, source: unknown, origin = PLAYER): void {
    const event = new MessageEvent('message', { data, origin });
    Object.defineProperty(event, 'source', { value: source });
    for (const listener of this.#listeners) listener(event);
  }

  /** The player in a frame says something. */
  hear(frame: FakeFrame, message: object | string): void {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    this.post(text, frame.contentWindow);
  }
}
