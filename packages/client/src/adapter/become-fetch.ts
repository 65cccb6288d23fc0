import type { FetchRequest } from './fetch-request.ts';

const METHODS = [
  'open',
  'abort',
  'setRequestHeader',
  'overrideMimeType',
  'getResponseHeader',
  'getAllResponseHeaders',
] as const;
const MEMBERS = ['readyState', 'status', 'responseText', 'responseURL'] as const;
const EVENTS = ['readystatechange', 'progress', 'load', 'error', 'abort', 'loadend'];

/**
 * Makes an XMLHttpRequest that somebody else made, and who looks at it already, travel by `fetch`: what is done to it is done to
 * `request`, and what happens to `request` happens to it.
 */
export function becomeFetch(xhr: XMLHttpRequest, request: FetchRequest): void {
  for (const name of METHODS)
    Object.defineProperty(xhr, name, { value: request[name].bind(request), writable: true });
  for (const name of MEMBERS)
    Object.defineProperty(xhr, name, { get: () => request[name], configurable: true });
  Object.defineProperty(xhr, 'response', {
    get: () => (xhr.responseType === 'json' ? parsed(request.responseText) : request.response),
  });
  Object.defineProperty(xhr, 'send', {
    value(body?: BodyInit | null) {
      request.responseType = xhr.responseType;
      request.withCredentials = xhr.withCredentials;
      request.send(body);
    },
  });
  for (const type of EVENTS)
    request.addEventListener(type, (event) => {
      xhr.dispatchEvent(
        event instanceof ProgressEvent ? new ProgressEvent(type, event) : new Event(type),
      );
    });
}

/** `null` for what is no JSON, as an XMLHttpRequest gives it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
