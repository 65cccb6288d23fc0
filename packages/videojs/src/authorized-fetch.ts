import type { RequestKind } from '@playgate/client';
import type { Gate } from './gate.ts';

/** A request made outside VHS. */
export interface AuthorizedFetchOptions {
  readonly gate: Gate;
  readonly fetch: typeof globalThis.fetch;
  /** Absolute. */
  readonly url: string;
  readonly kind: RequestKind;
  /** Whether cookies go along although no rule asks for it. */
  readonly credentials: boolean;
  readonly signal: AbortSignal;
  readonly reload: () => void;
}

/**
 * Fetches with the credential in place, waits for it, and sends again what was refused.
 *
 * @returns The answer; not a good one where the refusal is not about the credential. `undefined` if the source is reloaded instead.
 * @throws When aborted or disposed, and what `fetch` throws.
 */
export async function authorizedFetch({
  gate,
  fetch,
  url,
  kind,
  credentials,
  signal,
  reload,
}: AuthorizedFetchOptions): Promise<Response | undefined> {
  const { authorizer } = gate;
  for (let target = url; ;) {
    await gate.pass({ url: target, kind, signal });
    const request = authorizer.apply(target, kind);
    const answer = await attempt(fetch, request.url, {
      headers: request.headers,
      credentials: credentials || request.credentials ? 'include' : 'same-origin',
      redirect: request.transport === 'no-redirect' ? 'error' : 'follow',
      signal,
    });
    if (answer instanceof Response && answer.ok) {
      if (authorizer.accepted(request, answer.url)) return answer;
      continue;
    }
    const refused = answer instanceof Response ? answer : undefined;
    const verdict = await authorizer.refused({
      request,
      status: refused?.status ?? 0,
      ...(refused && { responseUrl: refused.url }),
      retryAfter: refused?.headers.get('Retry-After') ?? null,
      signal,
    });
    if (verdict.action === 'replay') target = verdict.url;
    else if (verdict.action === 'surface') {
      if (refused !== undefined) return refused;
      throw answer;
    } else if (verdict.action === 'reload') {
      reload();
      return undefined;
    }
  }
}

async function attempt(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit & { readonly signal: AbortSignal },
): Promise<unknown> {
  try {
    return await fetch(url, init);
  } catch (error) {
    init.signal.throwIfAborted();
    return error;
  }
}
