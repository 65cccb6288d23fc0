import { apiRequest } from '../../api/api-request.ts';
import { apiRun, timeUp } from '../../api/api-run.ts';
import type { ApiRun } from '../../api/api-run.ts';
import { attemptCall } from '../../api/attempt-call.ts';
import { readVendorApiSettings } from '../../api/read-vendor-api-settings.ts';
import { tellAttempt } from '../../api/tell-attempt.ts';
import type {
  ApiAnswer,
  ApiCall,
  ApiCredentials,
  VendorApiSettings,
} from '../../api/vendor-api.ts';
import { withDeadline } from '../../api/with-deadline.ts';
import { isServerError } from '../../server-error.ts';

/** A video to be uploaded. A large one is best a `Blob` that is read as it is sent, such as of `fs.openAsBlob`. */
export interface VideoContent {
  readonly content: Blob | Uint8Array<ArrayBuffer>;
  /** Such as `video/mp4`. */
  readonly type: string;
}

/**
 * Sends a video as the body of a call: once (or with another credential, where the first is refused), and for as long as it takes, since nobody knows how long that is. The call's signal ends it.
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
      const first = await authorize(run, signal);
      try {
        return await attempt(run, { number: 1, credentials: first, content }, signal);
      } catch (error) {
        const isRefused = isServerError(error) && error.status === 401;
        if (!isRefused || api.authorization?.refused?.(first) !== true) throw error;
      }
      const other = await authorize(run, signal);
      return attempt(run, { number: 2, credentials: other, content }, signal);
    },
    {
      clock: api.clock,
      late: () => timeUp(run),
      outer: call.signal,
      gone: (cause) => run.fail('aborted', 'need not finish: the caller went away.', { cause }),
    },
  );
}

async function authorize(
  { api: { authorization } }: ApiRun,
  signal: AbortSignal,
): Promise<ApiCredentials> {
  signal.throwIfAborted();
  return (await authorization?.authorize(signal)) ?? {};
}

interface Attempt {
  readonly number: number;
  readonly credentials: ApiCredentials;
  readonly content: VideoContent['content'];
}

function attempt(
  run: ApiRun,
  { number, credentials, content }: Attempt,
  signal: AbortSignal,
): Promise<ApiAnswer> {
  const { url, init } = apiRequest(run.api, run.call, credentials);
  return tellAttempt(run, { number, key: credentials.key }, () =>
    attemptCall(run, { url, init: { ...init, body: content } }, signal),
  );
}
