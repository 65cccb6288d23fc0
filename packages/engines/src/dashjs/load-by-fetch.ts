import { FetchRequest } from '@playgate/client/adapter';
import type { DashRequest, DashResponse } from './dash.ts';

/** Does what a loader of dash.js does, by a `fetch` that refuses redirects. */
export function loadByFetch(
  request: DashRequest,
  response: DashResponse,
  fetch: typeof globalThis.fetch,
): void {
  const { customData: notes, timeout = 0 } = request;
  const xhr = new FetchRequest(unredirected, fetch);
  const timer =
    timeout > 0
      ? setTimeout(() => {
          notes.ontimeout?.(new ProgressEvent('timeout'));
          xhr.removeEventListener('abort', onAbort);
          xhr.abort();
        }, timeout)
      : undefined;
  const onAbort = (): void => {
    xhr.removeEventListener('loadend', onEnd);
    clearTimeout(timer);
    notes.onabort?.();
  };
  const onEnd = (): void => {
    clearTimeout(timer);
    notes.onloadend?.();
  };
  xhr.onload = () => {
    const headers = xhr.getAllResponseHeaders().trim().split('\r\n');
    Object.assign(response, {
      url: xhr.responseURL,
      status: xhr.status,
      data: xhr.response,
      headers: Object.fromEntries(headers.map((line) => line.split(/: (.*)/s, 2))),
    });
  };
  xhr.onprogress = (event) => {
    if (event instanceof ProgressEvent) notes.onprogress?.(event);
  };
  xhr.addEventListener('abort', onAbort);
  xhr.addEventListener('loadend', onEnd);
  xhr.open(request.method ?? 'GET', request.url);
  xhr.responseType = request.responseType ?? '';
  xhr.withCredentials = request.credentials === 'include';
  for (const [name, value] of Object.entries(request.headers ?? {}))
    xhr.setRequestHeader(name, value);
  xhr.send(request.body ?? null);
  notes.abort = () => xhr.abort();
}

/** The credential is on the request by now. What is asked for is how it travels. */
const unredirected = (url: string) =>
  ({ url, headers: {}, credentials: false, transport: 'no-redirect' }) as const;
