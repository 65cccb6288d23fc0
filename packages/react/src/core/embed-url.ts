import { ClientError } from '@playgate/client';

/**
 * The URL of IBM's embed, with the page's origin if the player must be told.
 *
 * @param apiTargetOrigin Goes into `api-target-origin` (IBM Video Streaming, Player API).
 * @throws {ClientError} `config` if it is not an absolute http(s) URL without user.
 */
export function embedUrl(src: string, apiTargetOrigin?: string): string {
  if (!/^https?:\/\/[\w.:[\]-]+([/?#]|$)/i.test(src))
    throw new ClientError(
      'config',
      'The embed needs an absolute https URL. Mend `src`, or the source of the pass.',
    );
  if (apiTargetOrigin === undefined) return src;
  const joint = /^[^#]*\?/.test(src) ? '&' : '?';
  const told = `${joint}api-target-origin=${encodeURIComponent(apiTargetOrigin)}`;
  return src.replace(/#|$/, (end) => told + end);
}
