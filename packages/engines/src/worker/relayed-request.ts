import { readPageWord } from './worker-call.ts';
import type { PageWord, WorkerWord } from './worker-call.ts';

/** What a request is relayed with. */
export interface Relay {
  readonly request: Request;
  /** Leads to the page that made it. */
  readonly port: MessagePort;
  readonly fetch: typeof globalThis.fetch;
  /** Whether the worker may send anything there. */
  readonly isOurs: (url: string) => boolean;
  /** The page has heard of it. */
  readonly onHeard: () => void;
}

/**
 * One request that waits in the worker for what its page says. Of a credential nothing is kept: it comes with the word to send, and goes
 * with it.
 */
export class RelayedRequest {
  readonly response: Promise<Response>;
  readonly #relay: Relay;
  readonly #life = new AbortController();
  #resolve: (response: Response) => void = () => {};
  #last: Response | undefined;

  constructor(relay: Relay) {
    this.#relay = relay;
    this.response = new Promise((resolve) => (this.#resolve = resolve));
    relay.port.addEventListener('message', ({ data }) => {
      void this.#follow(readPageWord(data));
    });
    relay.port.start();
    relay.request.signal.addEventListener('abort', () => this.end());
  }

  /** Ends it: the browser sees that the network failed. */
  end(): void {
    this.#life.abort();
    this.#resolve(Response.error());
    this.#over();
  }

  /** What is no word ends it: nothing better may ever come. */
  #follow(word: PageWord | undefined): Promise<void> | void {
    switch (word?.say) {
      case 'heard':
        return this.#relay.onHeard();
      case 'send':
        return this.#send(word);
      case 'give':
        return this.#give(this.#last);
      case 'bare':
        return this.#sendBare();
      case 'stop':
      case undefined:
        return this.end();
    }
  }

  async #send({ url, headers, credentials }: PageWord & { say: 'send' }): Promise<void> {
    const { request, fetch, isOurs } = this.#relay;
    const all = readHeaders(headers);
    if (!isOurs(url) || all === undefined) return this.end();
    const range = request.headers.get('range');
    if (range !== null) all.set('range', range);
    try {
      await this.#last?.body?.cancel();
      this.#last = await fetch(url, {
        ...{ headers: all, credentials, mode: 'cors', redirect: 'error' },
        signal: this.#life.signal,
      });
    } catch {
      // A worker is told no more than that: offline, refused by CORS, redirected.
      return this.#tell({ say: 'failed' });
    }
    const { status, headers: answered } = this.#last;
    this.#tell({ say: 'answered', status, retryAfter: answered.get('retry-after') });
  }

  async #sendBare(): Promise<void> {
    const { request, fetch } = this.#relay;
    try {
      this.#resolve(await fetch(request));
    } catch {
      this.#resolve(Response.error());
    }
    this.#over();
  }

  /**
   * The very answer: one made of its parts has only the headers that CORS exposes, and no media type that Chromium takes for HLS. So it cannot
   * be seen when the browser has all of it; until the page closes the port it can be broken off.
   */
  #give(answer: Response | undefined): void {
    if (answer === undefined) this.end();
    else this.#resolve(answer);
  }

  #over(): void {
    this.#tell({ say: 'over' });
    this.#relay.port.close();
  }

  #tell(word: WorkerWord): void {
    this.#relay.port.postMessage(word);
  }
}

/** @returns `undefined` if there is one that no request can have. */
function readHeaders(headers: Readonly<Record<string, string>>): Headers | undefined {
  try {
    return new Headers(headers);
  } catch {
    return undefined;
  }
}
