import type { AuthorizedRequest } from '@playgate/client';
import { FetchRequest, becomeFetch, fetchThrough } from '@playgate/client/adapter';
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
export function setUpLicense({ gate, ...parts }: LoaderParts, theirs: unknown): LicenseXhrSetup {
  const changed = new WeakSet<XMLHttpRequest>();
  const fetch = fetchThrough(gate, { ...parts, kind: () => 'license' });
  return (xhr, url, context, challenge) => {
    // Run again if the application's own hook fails before the request is opened.
    if (!changed.has(xhr)) becomeFetch(xhr, new FetchRequest(unchanged, fetch));
    changed.add(xhr);
    return typeof theirs === 'function' ? theirs(xhr, url, context, challenge) : undefined;
  };
}

/** The credential is put where the request is sent. */
function unchanged(url: string): AuthorizedRequest {
  return {
    ...{ url, original: url, kind: 'license', headers: {}, credentials: false, generation: 0 },
    transport: 'any',
  };
}
