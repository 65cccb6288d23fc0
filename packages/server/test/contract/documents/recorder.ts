/** A request as it left for the stand-in, and what came back. */
export interface Exchange {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON; `undefined` where there is none. */
  readonly body: unknown;
  readonly status: number;
  /** As `body`. */
  readonly answer: unknown;
}

/** A fetch that goes where it is sent, and everything that went through it. */
export function recorder(): {
  readonly fetch: typeof globalThis.fetch;
  readonly exchanges: Exchange[];
} {
  const exchanges: Exchange[] = [];
  return {
    exchanges,
    async fetch(input, init) {
      const request = new Request(input, init);
      const [{ method, headers }, { pathname, search }] = [request, new URL(request.url)];
      const sent = await request.clone().text();
      const response = await fetch(input, init);
      exchanges.push({
        method,
        path: pathname + search,
        headers: Object.fromEntries(headers),
        body: read(sent),
        status: response.status,
        answer: read(await response.clone().text()),
      });
      return response;
    },
  };
}

function read(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // A form, a page or plain text stays what it is.
    return text;
  }
}
