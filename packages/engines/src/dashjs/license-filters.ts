import { fetchThrough } from '@playgate/client/adapter';
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
  { gate, ...parts }: DashParts,
  signal: AbortSignal,
): LicenseFilters {
  const urls = new Map<string, string>();
  const licenses = fetchThrough(gate, { ...parts, kind: () => 'license' });
  const load = async ({ url, method, headers, withCredentials, data }: LicenseRequest) => {
    const credentials = withCredentials ? 'include' : 'same-origin';
    const answer = await licenses(url, { method, headers, body: data, credentials, signal });
    return answer.ok ? { url: answer.url, body: await answer.blob() } : undefined;
  };
  return {
    async onRequest(request) {
      // Whatever went wrong, dash.js sees it itself when it asks, without a credential.
      const license = await load(request).catch(() => undefined);
      if (license === undefined) return;
      const inPage = URL.createObjectURL(license.body);
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
