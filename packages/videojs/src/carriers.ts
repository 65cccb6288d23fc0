import type { AuthorizedRequest } from '@playgate/client';
import { FetchRequest } from './fetch-request.ts';
import { guardXhr } from './guard-xhr.ts';
import type { Authorize } from './guard-xhr.ts';

/** What makes requests: the browser's own means, as arguments. */
export interface Carriers {
  /**
   * @param authorize Asked when the request is opened, for the URL that is really opened.
   * @returns An XMLHttpRequest, or what looks like one to VHS.
   */
  create(transport: AuthorizedRequest['transport'], authorize: Authorize): object;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Makes them.
 *
 * @param createXhr Makes an XMLHttpRequest, or whatever the application put in its place.
 */
export function createCarriers(
  createXhr: () => XMLHttpRequest,
  fetch: typeof globalThis.fetch,
): Carriers {
  return {
    fetch,
    create(transport, authorize) {
      if (transport === 'no-redirect') return new FetchRequest(authorize, fetch);
      const xhr = createXhr();
      guardXhr(xhr, authorize);
      return xhr;
    },
  };
}
