import type { AuthorizedRequest } from '@playgate/client';

/** What makes a request of `fetch` carry its credential. Headers of the application keep their values. */
export function authorizedInit(
  {
    headers,
    credentials,
    transport,
  }: Pick<AuthorizedRequest, 'headers' | 'credentials' | 'transport'>,
  init: RequestInit,
): RequestInit {
  const merged = new Headers(init.headers);
  for (const [name, value] of Object.entries(headers))
    if (!merged.has(name)) merged.set(name, value);
  return {
    ...init,
    headers: merged,
    credentials: credentials ? 'include' : (init.credentials ?? 'same-origin'),
    redirect: transport === 'no-redirect' ? 'error' : (init.redirect ?? 'follow'),
  };
}
