const isMedia = (url: string): boolean => /\.(?:ts|m4s)$/.test(url);

/**
 * What a kit must not do: each request for media waits for its pass when the engine measures it already. To be called before an engine is
 * loaded, since some keep the page's `fetch`.
 *
 * @param mintMs For how long, in milliseconds.
 */
export function waitInside(mintMs: number): void {
  const { fetch } = window;
  window.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (isMedia(url)) await new Promise((resolve) => setTimeout(resolve, mintMs));
    return fetch(input, init);
  };
  window.XMLHttpRequest = class extends XMLHttpRequest {
    #url = '';
    #timer: number | undefined;

    override open(method: string, url: string | URL, isAsync = true): void {
      this.#url = String(url);
      super.open(method, url, isAsync);
    }

    override send(body?: XMLHttpRequestBodyInit | null): void {
      if (!isMedia(this.#url)) return super.send(body);
      this.#timer = window.setTimeout(() => {
        this.#timer = undefined;
        super.send(body);
      }, mintMs);
    }

    override abort(): void {
      if (this.#timer === undefined) return super.abort();
      // The browser tells nobody of a request that was not sent.
      clearTimeout(this.#timer);
      this.#timer = undefined;
      for (const type of ['abort', 'loadend']) this.dispatchEvent(new ProgressEvent(type));
    }
  };
}
