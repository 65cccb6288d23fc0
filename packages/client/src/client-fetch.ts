import { setQuery } from '@playgate/protocol';
import { bearerError } from './bearer-error.ts';
import { findRule } from './place/find-rule.ts';
import type { HeldPass } from './keep/held-pass.ts';
import type { PassKeeper } from './keep/pass-keeper.ts';
import { withoutPrototype } from './without-prototype.ts';

/** What `client.fetch` needs of its client. */
export interface ClientFetchContext {
  readonly fetch: typeof globalThis.fetch;
  readonly keeper: PassKeeper;
  take(keeper: PassKeeper, signal: AbortSignal): Promise<HeldPass>;
  /** How many viewers have left so far. */
  departures(): number;
}

/** `fetch` with the credential of a pass: see `PassClient.fetch`. */
export async function clientFetch(
  { fetch, keeper, take, departures }: ClientFetchContext,
  input: string | URL | Request,
  init: RequestInit,
): Promise<Response> {
  const request = new Request(input, withoutPrototype(init));
  const held = await take(keeper, request.signal);
  const before = departures();
  // A stream that the caller gave can be read once only; everything else can be read again.
  const spare = init.body instanceof ReadableStream ? undefined : request.clone();
  const first = await place(request, held);
  if (!first) return fetch(request);
  const response = await fetch(first);
  // What one viewer asked for is not sent again as another.
  if (departures() !== before) return response;
  if (!isRefusal(response)) keeper.accepted(held.generation);
  else if (spare && keeper.invalidate(held.generation)) {
    const second = await place(spare, await take(keeper, spare.signal));
    if (second) return fetch(second);
  }
  return response;
}

/** The request with the credential on it. `undefined`: no rule matches, or the caller brings headers of the same names. */
async function place(request: Request, { rules }: HeldPass): Promise<Request | undefined> {
  const rule = findRule(rules, request.url, 'api')?.rule;
  if (!rule?.places) return undefined;
  const headers = new Headers(request.headers);
  const missing = Object.entries(rule.headers).filter(([name]) => !headers.has(name));
  if (missing.length === 0 && !rule.credentials && !rule.query.text) return undefined;
  for (const [name, value] of missing) headers.set(name, value);
  const url = setQuery(request.url, rule.query);
  const init: RequestInit = {
    headers,
    redirect: 'error',
    ...(rule.credentials && { credentials: 'include' }),
  };
  return new Request(url === request.url ? request : await moved(request, url), init);
}

/** The same request to another URL. Its body is read, since a stream cannot be sent on by every browser. */
async function moved(request: Request, url: string): Promise<Request> {
  const { method, mode, cache, credentials, signal } = request;
  if (method === 'GET' || method === 'HEAD') return new Request(url, request);
  return new Request(url, { method, mode, cache, credentials, signal, body: await request.blob() });
}

/** A challenge that another origin does not expose reads as null. */
function isRefusal({ status, headers }: Response): boolean {
  const challenges = headers.get('www-authenticate');
  return status === 401 && (challenges === null || bearerError(challenges) === 'invalid_token');
}
