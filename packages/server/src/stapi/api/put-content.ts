import { apiRequest } from '../../api/api-request.ts';
import { apiRun, timeUp } from '../../api/api-run.ts';
import { attemptCall } from '../../api/attempt-call.ts';
import { readVendorApiSettings } from '../../api/read-vendor-api-settings.ts';
import { tellAttempt } from '../../api/tell-attempt.ts';
import type { ApiAnswer, ApiCall, VendorApiSettings } from '../../api/vendor-api.ts';
import { withDeadline } from '../../api/with-deadline.ts';

/** A video to be uploaded. A large one is best a `Blob` that is read as it is sent, such as of `fs.openAsBlob`. */
export interface VideoContent {
  readonly content: Blob | Uint8Array<ArrayBuffer>;
  /** Such as `video/mp4`. */
  readonly type: string;
}

/**
 * Sends a video as the body of a call: once, and for as long as it takes, since nobody knows how long that is. The call's signal ends it.
 *
 * @throws {ServerError} As `VendorApi.call`.
 */
export async function putContent(
  settings: VendorApiSettings,
  call: ApiCall,
  { content, type }: VideoContent,
): Promise<ApiAnswer> {
  const api = readVendorApiSettings(settings);
  const run = apiRun(api, { ...call, headers: { ...call.headers, 'Content-Type': type } });
  return withDeadline(
    async (signal) => {
      signal.throwIfAborted();
      const credentials = (await api.authorization?.authorize(signal)) ?? {};
      const { url, init } = apiRequest(run.api, run.call, credentials);
      return tellAttempt(run, { number: 1, key: credentials.key }, () =>
        attemptCall(run, { url, init: { ...init, body: content } }, signal),
      );
    },
    {
      clock: api.clock,
      late: () => timeUp(run),
      outer: call.signal,
      gone: (cause) => run.fail('aborted', 'need not finish: the caller went away.', { cause }),
    },
  );
}
