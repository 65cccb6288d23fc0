import type { PlaybackGrant } from '../decision.ts';
import { parseOrigins } from '../parse-origins.ts';
import { assertServer } from '../secret.ts';
import { ServerError } from '../server-error.ts';
import type { MintedPass, Vendor } from '../vendor.ts';
import { IBM_ORIGIN } from './ibm-origin.ts';

/** Options of `ibmEmbed`. */
export interface IbmEmbedOptions {
  /** The vendor's origin. Default `https://video.ibm.com`. */
  readonly vendorOrigin?: string;
}

const ASSET = /^(channel|video):(\d{1,20})$/;

/**
 * The vendor's own embed: the pass says which page to frame (`source` of type `text/html`) and carries no credential. What is locked, the
 * vendor's player unlocks itself, through `ibmHashlockEntry`.
 *
 * A grant's asset is `channel:<id>` or `video:<id>`, ids in digits.
 *
 * @throws {ServerError} `config`, naming the option.
 */
export function ibmEmbed(options: IbmEmbedOptions = {}): Vendor {
  assertServer('vendorOrigin');
  const vendorOrigin = options.vendorOrigin ?? IBM_ORIGIN;
  parseOrigins([vendorOrigin], 'vendorOrigin');
  return { id: 'ibm-embed', mint: async (grant) => embed(grant, vendorOrigin) };
}

function embed({ asset }: PlaybackGrant, vendorOrigin: string): MintedPass {
  const [, kind, id] = ASSET.exec(asset) ?? [];
  if (id === undefined)
    throw new ServerError(
      'invalid_grant',
      "The grant's asset must be channel:<id> or video:<id>, with the vendor's number.",
    );
  const path = kind === 'channel' ? id : `recorded/${id}`;
  return {
    kind: 'pass',
    rules: [],
    source: { src: `${vendorOrigin}/embed/${path}`, type: 'text/html' },
  };
}
