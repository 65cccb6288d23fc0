import { PASS_REQUEST_HEADER } from '@playgate/protocol';
import { askJson } from '../ask/ask-json.ts';
import { abortedBy, askError, clientError } from '../client-error.ts';
import { onAbort } from '../on-abort.ts';
import type { SessionSettings } from './session-settings.ts';

const HEADERS = { [PASS_REQUEST_HEADER.name]: PASS_REQUEST_HEADER.value };

/**
 * Calls a handler of the backend, and reads the JSON that it answers in time.
 *
 * @throws {ClientError}
 */
export function callBackend(
  { fetch, clock, timeoutMs }: SessionSettings,
  method: 'GET' | 'POST',
  url: string | URL,
  signal?: AbortSignal,
): Promise<unknown> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    let ignoreAbort = (): void => {};
    const end = (settle: () => void): void => {
      settle();
      cancelTimeout();
      ignoreAbort();
      controller.abort();
    };
    const fail = (cause: unknown): void => end(() => reject(askError(cause)));
    const cancelTimeout = clock.after(timeoutMs, () =>
      fail(clientError('timeout', `No answer came within ${timeoutMs} ms.`)),
    );
    ignoreAbort = onAbort(signal, () => fail(abortedBy(signal)));
    const init = {
      ...{ method, headers: HEADERS, signal: controller.signal },
      // The backend hears of a sign-out even if the page is left meanwhile.
      keepalive: method === 'POST',
    };
    askJson(fetch, url, init, clock).then((body) => end(() => resolve(body)), fail);
  });
}
