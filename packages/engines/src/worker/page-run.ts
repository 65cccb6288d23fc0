import type { RequestKind } from '@playgate/client';
import { authorizedFetch } from '@playgate/client/adapter';
import type { WorkerAttachment } from './playgate-worker.ts';
import { readWorkerWord } from './worker-call.ts';
import type { PageWord, WorkerCall, WorkerWord } from './worker-call.ts';

/**
 * One request of the browser's on its way through the gate, over however many attempts it takes. The worker sends; what to send, and what to
 * make of the answer, is said here.
 */
export class PageRun {
  readonly #port: MessagePort;
  readonly #life = new AbortController();
  #heard: (word: WorkerWord) => void = () => {};
  #isGiven = false;

  /** @param onOver Called when the browser wants it no more. */
  constructor(port: MessagePort, onOver: () => void) {
    this.#port = port;
    port.addEventListener('message', ({ data }) => {
      const word = readWorkerWord(data);
      if (word?.say === 'over') {
        this.#life.abort();
        onOver();
      } else if (word !== undefined) this.#heard(word);
    });
    port.start();
    this.#say({ say: 'heard' });
  }

  /** Whether the browser has the answer, and maybe all of it. */
  get isGiven(): boolean {
    return this.#isGiven;
  }

  /** No pass is for it. */
  leave(): void {
    this.#say({ say: 'bare' });
  }

  async start({ url, destination }: WorkerCall, attachment: WorkerAttachment): Promise<void> {
    const { authorizer, reload } = attachment;
    const gate = { authorizer, pass: (passage: object) => authorizer.ready(passage) };
    const kind = kindOf(url, destination, attachment.opened());
    const { signal } = this.#life;
    try {
      const answer = await authorizedFetch({
        ...{ gate, url, kind, signal, reload },
        fetch: (input, init) => this.#fetch(new Request(input).url, init),
      });
      this.#isGiven = answer !== undefined;
      this.#say({ say: this.#isGiven ? 'give' : 'stop' });
    } catch {
      // Why is in the player's state; the browser sees that the network failed.
      this.#say({ say: 'stop' });
    }
  }

  /** Ends it, even if the browser has some of it already. */
  stop(): void {
    this.#life.abort();
    this.#say({ say: 'stop' });
  }

  /** Lets go of it as it is. */
  release(): void {
    this.#port.close();
  }

  /** Has the worker send it. What comes back stands for the answer, which stays in the worker. */
  async #fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const { signal } = this.#life;
    const heard = new Promise<WorkerWord>((resolve, reject) => {
      this.#heard = resolve;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
    const headers = Object.fromEntries(new Headers(init.headers));
    this.#say({ say: 'send', url, headers, credentials: init.credentials ?? 'same-origin' });
    const word = await heard;
    if (word.say !== 'answered') throw new TypeError('Failed to fetch');
    const { status, retryAfter } = word;
    const answer = new Response(null, {
      status,
      headers: retryAfter === null ? {} : { 'Retry-After': retryAfter },
    });
    return Object.defineProperty(answer, 'url', { value: url });
  }

  #say(word: PageWord): void {
    this.#port.postMessage(word);
  }
}

function kindOf(
  url: string,
  destination: string,
  opened: string | undefined,
): RequestKind | undefined {
  if (url === opened) return 'manifest';
  if (destination === 'track' || destination === 'image') return destination;
  return /\.m3u8(?:[?#]|$)/i.test(url) ? 'playlist' : undefined;
}
