import { FetchRequest, becomeFetch, endure, fetchThrough } from '@playgate/client/adapter';
import type { LoaderParts } from './authorized-loader.ts';

/** How hls.js lets an application change a licence request. */
export type LicenseXhrSetup = (
  xhr: XMLHttpRequest,
  url: string,
  context: unknown,
  challenge: unknown,
) => unknown;

/**
 * Makes licence requests travel by a `fetch` that waits for the pass and sends again what was refused: hls.js takes a refused licence
 * for the end at once, and sends none again.
 *
 * @param theirs The application's own hook, which still runs.
 */
export function setUpLicense(
  { gate, fetch, reload }: LoaderParts,
  theirs: unknown,
): LicenseXhrSetup {
  const endures = endure(gate);
  const licenses = fetchThrough(gate, { fetch, reload, endures, kind: () => 'license' });
  return (xhr, url, context, challenge) => {
    // Run again if the application's own hook fails before the request is opened.
    if (!Object.hasOwn(xhr, 'open')) becomeFetch(xhr, new FetchRequest(undefined, licenses));
    return typeof theirs === 'function' ? theirs(xhr, url, context, challenge) : undefined;
  };
}
