import type { AuthorizedRequest } from '@playgate/client';
import { FetchRequest, guardXhr } from '@playgate/client/adapter';
import type { Authorize } from '@playgate/client/adapter';

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
