import { ClientError } from '@playgate/client';
import type { AuthorizedRequest } from '@playgate/client';
import { absoluteUrl, isHttpUrl } from './absolute-url.ts';

/** Puts the credential on an absolute URL. May throw, and then nothing is sent. */
export type Authorize = (url: string) => AuthorizedRequest;

/**
 * Makes one XMLHttpRequest open what the authorizer says. It acts when the request is opened, so that it sees the URL to which hooks
 * of the application rewrote it; a header that they set themselves keeps their value.
 */
export function guardXhr(xhr: XMLHttpRequest, authorize: Authorize): void {
  const { setRequestHeader, send } = xhr;
  const open: (...call: Parameters<typeof xhr.open>) => void = xhr.open;
  const named = new Set<string>();
  let request: AuthorizedRequest | undefined;

  xhr.open = (
    method: string,
    url: string | URL,
    async: boolean = true,
    user?: string | null,
    password?: string | null,
  ) => {
    named.clear();
    const target = absoluteUrl(String(url));
    request = isHttpUrl(target) ? authorize(target) : undefined;
    if (request?.transport === 'no-redirect') throw redirectable();
    open.call(xhr, method, request?.url ?? target, async, user, password);
  };
  xhr.setRequestHeader = (name, value) => {
    named.add(name.toLowerCase());
    setRequestHeader.call(xhr, name, value);
  };
  xhr.send = (body) => {
    for (const [name, value] of Object.entries(request?.headers ?? {}))
      if (!named.has(name.toLowerCase())) setRequestHeader.call(xhr, name, value);
    if (request?.credentials) xhr.withCredentials = true;
    send.call(xhr, body);
  };
}

function redirectable(): ClientError {
  return new ClientError(
    'placement_unsupported',
    'A request hook moved a request to a URL whose header must not follow redirects. Match both URLs by one rule.',
  );
}
