import { ClientError } from '@playgate/client';
import type { RequestKind } from '@playgate/client';
import { authorizedFetch } from './authorized-fetch.ts';
import type { Endures } from './endure.ts';
import type { Gate } from './gate.ts';

/** What goes through a gate. */
export interface FetchThroughOptions {
  readonly fetch: typeof globalThis.fetch;
  /** What a URL is asked for. */
  readonly kind: (url: string) => RequestKind | undefined;
  /** Opens the source anew, when its URLs went stale. */
  readonly reload: () => void;
  /** Default: never. */
  readonly endures?: Endures;
}

/**
 * Makes a `fetch` that goes through a gate. Its answers show their URL without a credential: whoever reads it may keep it, log it, or
 * resolve other URLs against it.
 */
export function fetchThrough(
  gate: Pick<Gate, 'authorizer' | 'pass'>,
  { kind, ...options }: FetchThroughOptions,
): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { url, signal } = request;
    const answer = await authorizedFetch({
      ...{ ...options, gate, url, signal },
      kind: kind(url),
      init: await repeatable(request),
    });
    if (answer === undefined)
      throw new ClientError(
        'pass_refused',
        'The URLs of the source went stale. Open the one that authorizer.reload() gives.',
      );
    const clean = gate.authorizer.clean(answer.url);
    return Object.defineProperty(answer, 'url', { value: clean, configurable: true });
  };
}

/** What makes the same request more than once: a body can be read once only. */
async function repeatable(request: Request): Promise<RequestInit> {
  const { method, headers, mode, credentials, cache, redirect, referrerPolicy, integrity } =
    request;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return {
    ...{ method, headers, mode, credentials, cache, redirect, referrerPolicy, integrity },
    ...(hasBody && { body: await request.arrayBuffer() }),
  };
}
