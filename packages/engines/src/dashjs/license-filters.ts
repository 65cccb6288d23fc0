import { fetchWhole } from '@playgate/client/adapter';
import type { DashParts } from './authorized-load.ts';
import type { LicenseRequest, LicenseRequestFilter, LicenseResponseFilter } from './dash.ts';

/** What is registered with a player. */
export interface LicenseFilters {
  readonly onRequest: LicenseRequestFilter;
  readonly onResponse: LicenseResponseFilter;
}

/**
 * Fetches licences in dash.js' place, which finds them in the page: it sends a refused licence request again with the headers that
 * were refused.
 */
export function createLicenseFilters(
  { gate, fetch, reload }: DashParts,
  signal: AbortSignal,
): LicenseFilters {
  const urls = new Map<string, string>();
  const load = ({ url, method, headers, withCredentials, data }: LicenseRequest) =>
    fetchWhole({
      ...{ gate, fetch, reload, signal, url, kind: 'license', timeoutMs: 0 },
      init: {
        method,
        headers,
        body: data,
        credentials: withCredentials ? 'include' : 'same-origin',
      },
    });
  return {
    async onRequest(request) {
      // Whatever went wrong, dash.js sees it itself when it asks, without a credential.
      const license = await load(request).catch(() => undefined);
      if (license === undefined) return;
      const inPage = URL.createObjectURL(new Blob([license.data]));
      urls.set(inPage, license.url);
      Object.assign(request, { url: inPage, method: 'GET', headers: {}, data: undefined });
    },
    onResponse(response) {
      const url = urls.get(response.url);
      if (url !== undefined) {
        URL.revokeObjectURL(response.url);
        urls.delete(response.url);
        response.url = url;
      }
      return Promise.resolve();
    },
  };
}
