import { parseOrigins } from '../call/parse-origins.ts';
import { assertServer } from '../secret/secret.ts';
import type { Vendor } from '../vendor.ts';
import { parseComponent } from './client/ibm-component.ts';
import { IBM_ORIGIN } from './ibm-origin.ts';

/** Options of `ibmEmbed`. */
export interface IbmEmbedOptions {
  /** The vendor's origin. Default `https://video.ibm.com`. */
  readonly vendorOrigin?: string;
}

/**
 * The vendor's own embed: the pass says which page to frame (`source` of type `text/html`) and carries no credential. What is locked, the
 * vendor's player unlocks itself, through `ibmHashlockEntry` or `ibmViewerAuthEntry`.
 *
 * A grant's asset is `channel:<id>` or `video:<id>`, ids in digits; or `chat:<id>`, `qna:<id>` of a channel.
 *
 * @throws {ServerError} `config`, naming the option.
 */
export function ibmEmbed(options: IbmEmbedOptions = {}): Vendor {
  assertServer('vendorOrigin');
  const vendorOrigin = options.vendorOrigin ?? IBM_ORIGIN;
  parseOrigins([vendorOrigin], 'vendorOrigin');
  return {
    id: 'ibm-embed',
    mint: async ({ asset }) => ({
      kind: 'pass',
      rules: [],
      source: { src: vendorOrigin + parseComponent(asset).path, type: 'text/html' },
    }),
  };
}
