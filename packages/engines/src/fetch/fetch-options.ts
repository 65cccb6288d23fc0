import { ClientError } from '@playgate/client';
import type { RequestKind } from '@playgate/client';

/** Which requests get the pass. */
export interface FetchOptions {
  /** Origins whose requests wait for the pass, as `https://media.example`. All others go out at once and untouched. */
  readonly origins: readonly string[];
  /** What a URL is asked for, if rules of the pass tell kinds apart. Default: none is known. */
  readonly kind?: (url: string) => RequestKind | undefined;
  /** Default: the browser's. */
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * Says whether a URL is at one of the origins.
 *
 * @throws {ClientError} `config`
 */
export function matchOrigins({ origins }: FetchOptions): (url: string) => boolean {
  const prefixes = origins.map((origin) => {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new ClientError(
        'config',
        'origins: each is a scheme and a host, without a path. Write https://media.example.',
      );
    return `${origin}/`;
  });
  return (url) => prefixes.some((prefix) => url.startsWith(prefix));
}
