import type { EpochMs } from '@playgate/protocol';
import { epochMs } from '@playgate/protocol';

/** What is left of the vendor's allowance, as its last limited answer said. */
export interface IbmRateLimit {
  /** Calls in each period. */
  readonly limit: number;
  readonly remaining: number;
  /** When the period ends, by the vendor's clock. */
  readonly resetsAt: EpochMs;
}

/** A `fetch` that watches the allowance. */
export interface RateLimitWatch {
  readonly fetch: typeof globalThis.fetch;
  last(): IbmRateLimit | undefined;
}

/**
 * Reads `X-RateLimit-*` of every answer, and says on a 429 in a header that all know when to come again.
 *
 * @see IBM Video Streaming, "Rate limits".
 */
export function watchRateLimit(fetch: typeof globalThis.fetch, now: () => EpochMs): RateLimitWatch {
  let last: IbmRateLimit | undefined;
  return {
    last: () => last,
    async fetch(input, init) {
      const response = await fetch(input, init);
      last = readRateLimit(response.headers) ?? last;
      if (response.status !== 429 || response.headers.has('retry-after') || !last) return response;
      const headers = new Headers(response.headers);
      const seconds = Math.max(0, Math.ceil((last.resetsAt - now()) / 1000));
      headers.set('Retry-After', String(seconds));
      return new Response(response.body, { status: response.status, headers });
    },
  };
}

function readRateLimit(headers: Headers): IbmRateLimit | undefined {
  const [limit, remaining, reset] = ['Limit', 'Remaining', 'Reset'].map((name) =>
    readCount(headers.get(`X-RateLimit-${name}`)),
  );
  if (limit === undefined || remaining === undefined || reset === undefined) return undefined;
  return { limit, remaining, resetsAt: epochMs(reset * 1000) };
}

function readCount(text: string | null): number | undefined {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
