import { ClientError, systemClock } from '@playgate/client';
import type { Clock } from '@playgate/client';
import { compileUrlPrefix } from '@playgate/client/adapter';
import type { UrlMatcher } from '@playgate/client/adapter';
import { RelayedRequest } from './relayed-request.ts';
import { callMessage } from './worker-call.ts';

/** As much of a `FetchEvent` as is used. */
export interface PlaygateFetchEvent {
  readonly request: Request;
  readonly clientId: string;
  respondWith(response: Promise<Response>): void;
}

/** As much of a `ServiceWorkerGlobalScope` as is used: `self`, in a service worker. */
export interface PlaygateWorkerScope {
  readonly clients: {
    get(id: string): Promise<
      | {
          postMessage(message: unknown, transfer: Transferable[]): void;
        }
      | undefined
    >;
  };
  readonly fetch: typeof globalThis.fetch;
  addEventListener(type: 'fetch', listener: (event: PlaygateFetchEvent) => void): void;
}

/** Options of `handlePlaygateFetch`. */
export interface PlaygateFetchOptions {
  /**
   * The URLs that the worker may put a credential on, whatever a page says, spelled as in a pass rule: `https://media.example/films/`. All
   * other requests are left alone.
   */
  readonly urls: readonly string[];
  /** How long a page may take to say that it has heard of a request, in milliseconds. Default 3000. */
  readonly timeoutMs?: number;
  /** Default: the system's. */
  readonly clock?: Pick<Clock, 'after'>;
}

/** What browsers load without asking the page. What a page fetches itself, it can give headers itself. */
const BY_BROWSER: readonly string[] = ['video', 'audio', 'track', 'image'];

/**
 * Lets pages put headers on what the browser loads by itself: call it in the application's own service worker, when it starts.
 *
 * The worker holds nothing. For each request it asks the very page that makes it, and that page's player answers with the URL and headers
 * for this request alone; so pages of different viewers do not mix, a worker that the browser restarts misses nothing, and a sign-out leaves
 * nothing behind. A page that does not answer in time, or says no, is a failure of the network for the browser. Requests go by CORS and
 * follow no redirect.
 *
 * @param scope `self`.
 * @throws {ClientError} `config`
 */
export function handlePlaygateFetch(
  scope: PlaygateWorkerScope,
  { urls, timeoutMs = 3000, clock = systemClock }: PlaygateFetchOptions,
): void {
  const matchers = compile(urls);
  const isOurs = (url: string): boolean => matchers.some((match) => match(url) > 0);
  scope.addEventListener('fetch', (event) => {
    const { request, clientId } = event;
    const { method, destination, url } = request;
    if (method !== 'GET' || !BY_BROWSER.includes(destination) || !isOurs(url)) return;
    event.respondWith(askPage());

    async function askPage(): Promise<Response> {
      const page = await scope.clients.get(clientId);
      if (page === undefined || request.signal.aborted) return Response.error();
      const { port1: port, port2 } = new MessageChannel();
      const fetch: typeof globalThis.fetch = (input, init) => scope.fetch(input, init);
      const onHeard = clock.after(timeoutMs, () => relayed.end());
      const relayed = new RelayedRequest({ request, port, fetch, isOurs, onHeard });
      page.postMessage(callMessage({ url, destination }), [port2]);
      return relayed.response;
    }
  });
}

function compile(urls: readonly string[]): readonly UrlMatcher[] {
  try {
    if (urls.length > 0) return urls.map((url, i) => compileUrlPrefix(url, `urls[${i}]`));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new ClientError('config', `${why} Correct it.`, { cause });
  }
  throw new ClientError('config', 'urls is empty: list where the media is. Correct it.');
}
