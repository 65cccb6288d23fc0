import type { AskContext } from '../../src/ask/pass-source.ts';

/** What a source sent. */
export interface Sent {
  readonly url: string;
  readonly init: RequestInit;
  readonly body: string | undefined;
}

/** A fetch that answers what it is told to, and keeps what it was sent. */
export function fakeFetch(answer: () => Response | Promise<Response>): {
  readonly fetch: typeof globalThis.fetch;
  readonly sent: Sent[];
} {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const url = input instanceof Request ? input.url : input.toString();
    sent.push({ url, init, body: typeof init.body === 'string' ? init.body : undefined });
    return answer();
  };
  return { fetch, sent };
}

export function json(
  body: unknown,
  init: {
    readonly type?: string;
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Response {
  const { type = 'application/json', headers, ...rest } = init;
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    ...rest,
    headers: { 'content-type': type, ...headers },
  });
}

/** The context of a first ask. */
export const FIRST: AskContext = { signal: new AbortController().signal, fresh: false };
