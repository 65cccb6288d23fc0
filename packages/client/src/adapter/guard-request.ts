import { isClientError } from '@playgate/client';
import type { AuthorizedRequest, ClientError } from '@playgate/client';
import { authorizedInit } from './authorized-init.ts';
import { becomeFetch } from './become-fetch.ts';
import { FetchRequest } from './fetch-request.ts';
import { guardXhr } from './guard-xhr.ts';
import type { Authorize } from './guard-xhr.ts';

/** Puts the credential on what an engine is about to send. */
export interface RequestGuard {
  /** What was opened. Absent if it never came to that. */
  readonly opened: AuthorizedRequest | undefined;
  /** Why nothing may be opened. */
  readonly error: ClientError | undefined;
  /** Guards an XMLHttpRequest, once. */
  xhr(xhr: XMLHttpRequest, url: string): void;
  /** Gives the request that is sent in place of another. */
  request(request: Request): Request;
}

/**
 * Makes one for one attempt.
 *
 * @param authorize Called with the URL that is really opened, after hooks of the application have run.
 */
export function guardRequest(authorize: Authorize, fetch: typeof globalThis.fetch): RequestGuard {
  const guarded = new WeakSet<XMLHttpRequest>();
  let opened: AuthorizedRequest | undefined;
  let failure: ClientError | undefined;
  const note = (url: string): AuthorizedRequest => (opened = authorize(url));
  const noting = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      if (isClientError(error)) failure = error;
      throw error;
    }
  };

  return {
    get opened() {
      return opened;
    },
    get error() {
      return failure;
    },
    xhr(xhr, url) {
      // Engines run hooks again that fail before the request is opened.
      if (guarded.has(xhr)) return;
      guarded.add(xhr);
      const { transport } = noting(() => authorize(url));
      if (transport === 'no-redirect') becomeFetch(xhr, new FetchRequest(note, fetch));
      else guardXhr(xhr, note);
      const open: (...call: Parameters<typeof xhr.open>) => void = xhr.open;
      xhr.open = (
        method: string,
        url: string | URL,
        async: boolean = true,
        user?: string | null,
        password?: string | null,
      ) => noting(() => open.call(xhr, method, url, async, user, password));
    },
    request(request) {
      const authorized = noting(() => note(request.url));
      const moved = new Request(authorized.url, request);
      return new Request(moved, authorizedInit(authorized, request));
    },
  };
}
