import { ClientError } from '@playgate/client';

const NAMED = /[?&]api-target-origin=/;

/**
 * The address of IBM's embed, with the origin of the page around it: back from a sign-in, the player would not know it.
 *
 * @param apiTargetOrigin Goes into `api-target-origin` (IBM Video Streaming, Player API), unless it is there already.
 * @throws {ClientError} `config` if it is not an absolute http(s) URL.
 */
export function embedUrl(src: string, apiTargetOrigin: string): string {
  try {
    const url = new URL(/^https?:/i.test(src) ? src : '');
    // As text: what is there already may be signed.
    if (!NAMED.test(url.search))
      url.search += `${url.search && '&'}api-target-origin=${encodeURIComponent(apiTargetOrigin)}`;
    return url.href;
  } catch {
    // Its cause would hold the URL, and with it a credential.
    throw new ClientError(
      'config',
      'The embed needs an absolute https URL. Mend `src`, or the source of the pass.',
    );
  }
}
