import { isClientError } from '@playgate/client';
import { authorizedFetch } from './authorized-fetch.ts';
import type { AuthorizedFetchOptions } from './authorized-fetch.ts';
import type { Gate } from './gate.ts';
import { isPage } from './is-page.ts';

/** A request that is made in an engine's place. */
export interface FetchWholeOptions extends Omit<AuthorizedFetchOptions, 'gate'> {
  readonly gate: Pick<Gate, 'authorizer' | 'pass' | 'isFree' | 'state'>;
  /** How long one try may take, in milliseconds. Default one minute. */
  readonly timeoutMs?: number;
  /** Whether the engine has another way, after so many tries in vain. Default: it has none. */
  readonly hasOther?: (tries: number) => boolean;
}

/** An answer, to its end. */
export interface WholeAnswer {
  readonly answer: Response;
  readonly data: ArrayBuffer;
}

const MINUTE_MS = 60_000;

/**
 * Fetches with the credential in place, for as long as that takes: engines give up too soon. What breaks off, takes too long or is a page
 * of HTML is no answer.
 *
 * @returns `undefined` if it is not for the sake of the pass or the network that there is no good answer, or if the source is reloaded.
 * @throws {ClientError} What the gate throws; why there is no answer, if the engine has another way.
 */
export async function fetchWhole({
  timeoutMs = MINUTE_MS,
  hasOther,
  refusal,
  ...options
}: FetchWholeOptions): Promise<WholeAnswer | undefined> {
  const { gate, url, kind, signal } = options;
  let data = new ArrayBuffer(0);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const answer = await options.fetch(input, { ...init, signal: limited });
    data = await answer.arrayBuffer();
    if (isPage(data)) throw new TypeError('The answer is a page.');
    return answer;
  };
  for (let tries = 1; ; tries += 1) {
    const answer = await authorizedFetch({
      ...options,
      fetch,
      ...(tries === 1 && refusal && { refusal }),
    }).catch((error: unknown) => {
      if (isClientError(error)) throw error;
    });
    if (answer?.ok) return { answer, data };
    // If the next try need not wait, it is the engine's to make.
    if (gate.isFree(url, kind)) return undefined;
    const { error } = gate.state.get();
    if (error && hasOther?.(tries)) throw error;
  }
}
