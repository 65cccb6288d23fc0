import type { ApiAnswer } from '../../api/vendor-api.ts';
import { ServerError } from '../../server-error.ts';

/**
 * The error for an answer that is not what the management APIs promise.
 *
 * @param what What should be in it, such as `key`.
 */
export function unreadableAnswer(
  what: string,
  { correlationId }: Pick<ApiAnswer, 'correlationId'>,
): ServerError {
  return new ServerError(
    'vendor_response',
    `Brightcove answered no ${what} that can be read. Check apiUrl.`,
    {
      vendor: 'brightcove',
      correlationId,
    },
  );
}
