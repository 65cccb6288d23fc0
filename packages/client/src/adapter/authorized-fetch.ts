import type { Refusal, RequestKind } from '@playgate/client';
import { authorizedInit } from './authorized-init.ts';
import type { Endures } from './endure.ts';
import type { Gate } from './gate.ts';

/** A request that an adapter makes itself. */
export interface AuthorizedFetchOptions {
  /** Where it waits. */
  readonly gate: Pick<Gate, 'authorizer' | 'pass'>;
  readonly fetch: typeof globalThis.fetch;
  /** Absolute. */
  readonly url: string;
  readonly kind: RequestKind | undefined;
  /**
   * What goes along besides. A header in it keeps its value, `include` for cookies stays although no rule asks for them, and redirects
   * are followed only where neither it nor the rule forbids that.
   */
  readonly init?: Omit<RequestInit, 'signal'>;
  readonly signal: AbortSignal;
  /** A refusal that somebody else had for it: then it is not asked for, but asked for again. */
  readonly refusal?: Refusal;
  /** Opens the source anew. What it promises is waited for: until then nobody is to ask for the old one's again. */
  readonly reload: () => Promise<void> | void;
  /** Default: never. */
  readonly endures?: Endures;
}

/**
 * Fetches with the credential in place, waits for it, and sends again what was refused.
 *
 * @returns The answer; not a good one where the refusal is not about the credential. `undefined` if the source is reloaded instead, or
 *   if `refusal` is not about the credential.
 * @throws What the gate throws, and what `fetch` throws.
 */
export async function authorizedFetch({
  gate: { authorizer, pass },
  ...options
}: AuthorizedFetchOptions): Promise<Response | undefined> {
  const { fetch, kind, init, signal, reload, endures } = options;
  let { url, refusal } = options;
  let surface = (): Response | undefined => undefined;
  for (;;) {
    let isLetGo = false;
    if (refusal) {
      const verdict = await authorizer.refused({ ...refusal, signal });
      if (verdict.action === 'surface' && !endures?.(options.url, kind)) return surface();
      if (verdict.action === 'reload') {
        await reload();
        return undefined;
      }
      isLetGo = verdict.action === 'replay';
      url = verdict.action === 'replay' ? verdict.url : options.url;
    }
    // What was stopped waits here for the viewer. What may go again may be what all others wait for.
    if (!isLetGo) await pass({ url, kind, signal });
    const request = authorizer.apply(url, kind);
    try {
      const answer = await fetch(request.url, authorizedInit(request, { ...init, signal }));
      const { ok, status, url: responseUrl, headers } = answer;
      if (ok && authorizer.accepted(request, responseUrl)) return answer;
      refusal = ok
        ? undefined
        : { request, status, responseUrl, retryAfter: headers.get('Retry-After') };
      surface = () => answer;
    } catch (error) {
      signal.throwIfAborted();
      refusal = { request, status: 0 };
      surface = () => {
        throw error;
      };
    }
  }
}
