import { isClientError } from '@playgate/client';
import { authorizedFetch } from './authorized-fetch.ts';
import type { AuthorizedFetchOptions } from './authorized-fetch.ts';
import { endure } from './endure.ts';
import type { Gate } from './gate.ts';
import { isPage } from './is-page.ts';

/** A request that is made in an engine's place. */
export interface FetchWholeOptions extends Omit<AuthorizedFetchOptions, 'gate' | 'endures'> {
  readonly gate: Pick<Gate, 'authorizer' | 'pass' | 'isFree' | 'state'>;
  /** How long one try may take, in milliseconds; 0 for no limit. */
  readonly timeoutMs: number;
}

/** An answer, to its end. */
export interface WholeAnswer {
  /** Without a credential. */
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: ArrayBuffer;
}

/**
 * Fetches with the credential in place, for as long as that takes: engines give up too soon. What breaks off, takes too long or is a page
 * of HTML is no answer.
 *
 * @returns `undefined` if it is not for the sake of the pass or the network that there is no good answer, or if the source is reloaded.
 * @throws {ClientError} What the gate throws.
 */
export async function fetchWhole({
  timeoutMs,
  ...options
}: FetchWholeOptions): Promise<WholeAnswer | undefined> {
  const { gate, signal } = options;
  let data = new ArrayBuffer(0);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const limits = timeoutMs ? [signal, AbortSignal.timeout(timeoutMs)] : [signal];
    const answer = await options.fetch(input, { ...init, signal: AbortSignal.any(limits) });
    data = await answer.arrayBuffer();
    if (isPage(data)) throw new TypeError('The answer is a page.');
    return answer;
  };
  const endures = endure(gate);
  const answer = await authorizedFetch({ ...options, fetch, endures }).catch((error: unknown) => {
    if (isClientError(error)) throw error;
  });
  if (!answer?.ok) return undefined;
  const { status } = answer;
  const headers = Object.fromEntries(answer.headers);
  return { url: gate.authorizer.clean(answer.url), status, headers, data };
}
