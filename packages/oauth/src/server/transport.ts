import type { CustomFetchOptions } from 'oauth4webapi';
import type { OAuthEnvironment } from '../environment.ts';
import { parseTrusted } from './trusted-url.ts';
import { OAuthError } from '../oauth-error.ts';
import { race } from '../race.ts';

/** How one request goes. */
export interface Terms {
  readonly timeoutMs: number;
  /** Whether it goes on when the page is left. */
  readonly keepalive?: boolean;
  /** Called right before it leaves. Throwing keeps it back. */
  readonly leaves?: () => void;
}

/** The largest answer that is read, in bytes. */
const LARGEST_ANSWER = 262_144;

/**
 * Makes a `fetch` for oauth4webapi: to https or loopback only, without cookies, cache and redirects, its answer read whole within the time
 * and the size that are allowed.
 */
export function transport(
  environment: OAuthEnvironment,
  terms: Terms,
  saw: (date: number) => void,
) {
  return async (
    url: string,
    { method, headers, body }: CustomFetchOptions<string, URLSearchParams | undefined>,
  ): Promise<Response> => {
    if (!parseTrusted(url))
      throw new OAuthError('config', 'An endpoint is neither https nor loopback.');
    terms.leaves?.();
    const abort = new AbortController();
    const cancel = environment.clock.after(terms.timeoutMs, () =>
      abort.abort(new OAuthError('timeout', 'The authorization server did not answer in time.')),
    );
    try {
      const answer = environment
        .fetch(url, {
          ...{ method, headers, redirect: 'manual', signal: abort.signal },
          ...{ cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' },
          ...(body && { body }),
          ...(terms.keepalive && { keepalive: true }),
        })
        .then(readWhole);
      const response = await race(answer, abort.signal);
      saw(Date.parse(response.headers.get('date') ?? ''));
      return response;
    } catch (error) {
      throw error instanceof OAuthError
        ? error
        : new OAuthError('network', 'The authorization server cannot be reached.');
    } finally {
      cancel();
    }
  };
}

async function readWhole(response: Response): Promise<Response> {
  const { status, headers } = response;
  const chunks: BlobPart[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (!value) break;
    size += value.byteLength;
    if (size > LARGEST_ANSWER) {
      void reader?.cancel();
      throw new OAuthError('invalid_response', 'The authorization server answered too much.');
    }
    chunks.push(value);
  }
  // A redirect that was not followed has no status at all.
  return new Response(size ? new Blob(chunks) : null, { status: status || 308, headers });
}
