import { createHashlockEntryHandler } from '../../hashlock/create-hashlock-entry-handler.ts';
import type { HashlockEntryOptions } from '../../hashlock/hashlock-entry-options.ts';
import { parseOrigins } from '../../call/parse-origins.ts';
import { IBM_ORIGIN } from '../ibm-origin.ts';

/** Options of `ibmHashlockEntry`. */
export interface IbmHashlockEntryOptions extends Omit<
  HashlockEntryOptions,
  'defaultReturn' | 'framedBy'
> {
  /** The origins of the pages that embed the vendor's player. Browsers check every ancestor of a frame, so the vendor's alone is not enough. */
  readonly embeddedIn: readonly string[];
  /** The vendor's origin. Default `https://video.ibm.com`. */
  readonly vendorOrigin?: string;
}

/**
 * The hashlock entry handler for IBM's own embed: returns to the vendor's pages only (`/embed/hashlock/pass` unless `hashConsumer` names
 * another), framable by the vendor's player on the named pages only. Where the vendor keeps the `secret` and `url` of the lock, it opens
 * this handler and validates what comes back.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see IBM Video Streaming, "Implementing viewer authentication" (deprecated).
 */
export function ibmHashlockEntry(
  options: IbmHashlockEntryOptions,
): (request: Request) => Promise<Response> {
  const { embeddedIn, vendorOrigin = IBM_ORIGIN, returnTo = [], ...rest } = options;
  const framedBy = [
    ...parseOrigins([vendorOrigin], 'vendorOrigin'),
    ...parseOrigins(embeddedIn, 'embeddedIn'),
  ];
  return createHashlockEntryHandler({
    ...rest,
    defaultReturn: `${vendorOrigin}/embed/hashlock/pass`,
    returnTo: [`${vendorOrigin}/`, ...returnTo],
    framedBy,
  });
}
