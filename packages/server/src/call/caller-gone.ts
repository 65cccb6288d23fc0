import { isServerError, ServerError } from '../server-error.ts';

/**
 * What a caller is told whose signal was aborted.
 *
 * @param reason The signal's. An error of this package, such as that of a deadline further up, is told as it is.
 */
export function callerGone(reason: unknown): ServerError {
  if (isServerError(reason)) return reason;
  return new ServerError('aborted', 'The caller went away.', { cause: reason });
}
