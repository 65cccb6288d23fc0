import { ClientError } from '@playgate/client';

/**
 * The URL of IBM's embed, with the page's origin if the player must be told.
 *
 * @param apiTargetOrigin Goes into `api-target-origin` (IBM Video Streaming, Player API).
 * @throws {ClientError} `config` if it is not an absolute http(s) URL.
 */
export function embedUrl(src: string, apiTargetOrigin?: string): string {
  if (!/^https?:\/\/[^/]/i.test(src) || !URL.canParse(src))
    throw new ClientError(
      'config',
      'The address of the embed is not an absolute https URL. Give `src` as the vendor shows it, or mend the source of the pass.',
    );
  if (apiTargetOrigin === undefined) return src;
  const [address = '', fragment] = src.split('#', 2);
  const told = `${address}${address.includes('?') ? '&' : '?'}api-target-origin=${encodeURIComponent(apiTargetOrigin)}`;
  return fragment === undefined ? told : `${told}#${fragment}`;
}
