import type { AuthorizedRequest } from '@playgate/client';
import { absoluteUrl, isHttpUrl } from './absolute-url.ts';
import { authorizedInit } from './authorized-init.ts';

type Handler = ((event: Event) => void) | null;

/** What goes out, and how. */
export type Sendable = Pick<AuthorizedRequest, 'url' | 'headers' | 'credentials' | 'transport'>;

const plain = (url: string): Sendable => ({
  url,
  headers: {},
  credentials: false,
  transport: 'any',
});

/**
 * As much of an XMLHttpRequest as VHS and its request library touch, over `fetch`, which can refuse redirects. It is for headers that
 * a browser would carry along to wherever it is redirected.
 */
export class FetchRequest extends EventTarget {
  readyState = 0;
  status = 0;
  response: ArrayBuffer | string | null = null;
  responseText = '';
  responseType: XMLHttpRequestResponseType = '';
  responseURL = '';
  withCredentials = false;
  declare onreadystatechange?: Handler;
  declare onprogress?: Handler;
  declare onload?: Handler;
  declare onerror?: Handler;
  declare onabort?: Handler;
  readonly #authorize: (url: string) => Sendable;
  readonly #fetch: typeof fetch;
  readonly #headers = new Headers();
  #abort = new AbortController();
  #answer = new Headers();
  #charset = 'utf-8';
  #method = 'GET';
  #request: Sendable = plain('');

  /** @param authorize Default: it goes out as it is. */
  constructor(authorize: ((url: string) => Sendable) | undefined, fetch: typeof globalThis.fetch) {
    super();
    this.#authorize = authorize ?? plain;
    this.#fetch = fetch;
  }

  open(method: string, url: string | URL): void {
    this.#abort = new AbortController();
    this.#method = method;
    const target = absoluteUrl(String(url));
    // What does not go over the network carries nothing.
    this.#request = isHttpUrl(target) ? this.#authorize(target) : plain(target);
    this.#enter(1);
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers.append(name, value);
  }

  overrideMimeType(type: string): void {
    this.#charset = /charset=([\w-]+)/.exec(type)?.[1] ?? this.#charset;
  }

  getResponseHeader(name: string): string | null {
    return this.#answer.get(name);
  }

  getAllResponseHeaders(): string {
    return [...this.#answer].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  }

  send(body?: BodyInit | null): void {
    void this.#run(this.#abort.signal, body ?? null);
  }

  abort(): void {
    const running = this.readyState > 0 && this.readyState < 4;
    this.#abort.abort();
    if (!running) return;
    this.readyState = 4;
    this.status = 0;
    this.#emit('abort');
    this.#emit('loadend');
    this.readyState = 0;
  }

  async #run(signal: AbortSignal, body: BodyInit | null): Promise<void> {
    let ending = 'load';
    try {
      const init = authorizedInit(this.#request, {
        method: this.#method,
        headers: this.#headers,
        body,
        credentials: this.withCredentials ? 'include' : 'same-origin',
        signal,
      });
      const response = await this.#fetch(this.#request.url, init);
      if (signal.aborted) return;
      await this.#read(response, signal);
    } catch {
      // An XMLHttpRequest does not say why either: `error`, and status 0.
      ending = 'error';
      this.status = 0;
    }
    if (signal.aborted) return;
    this.#enter(4);
    this.#emit(ending);
    this.#emit('loadend');
  }

  async #read(response: Response, signal: AbortSignal): Promise<void> {
    this.status = response.status;
    this.responseURL = response.url;
    this.#answer = response.headers;
    this.#enter(2);
    const total = Number(response.headers.get('content-length'));
    const binary = this.responseType === 'arraybuffer';
    const decoder = new TextDecoder(this.#charset);
    const chunks: BlobPart[] = [];
    let loaded = 0;
    for (const reader = response.body?.getReader(); reader;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) break;
      loaded += value.byteLength;
      if (binary) chunks.push(value);
      else this.responseText += decoder.decode(value, { stream: true });
      this.readyState = 3;
      this.#emit('progress', { lengthComputable: total > 0, loaded, total });
    }
    this.response = binary
      ? await new Blob(chunks).arrayBuffer()
      : (this.responseText += decoder.decode());
  }

  #enter(state: number): void {
    this.readyState = state;
    this.#emit('readystatechange');
  }

  #emit(type: string, progress?: ProgressEventInit): void {
    const event = new ProgressEvent(type, progress);
    this.dispatchEvent(event);
    const handler: unknown = Reflect.get(this, `on${type}`);
    if (typeof handler === 'function') handler.call(this, event);
  }
}
