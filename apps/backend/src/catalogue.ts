import type { VendorName } from './vendors/create-vendors.ts';
import { IBM_CHANNEL, IBM_VIDEO } from './vendors/ibm-contents.ts';

/** A film, as the backend knows it. */
export interface CatalogueEntry {
  readonly vendor: VendorName;
  /** The vendor's own identifier. */
  readonly vendorAsset: string;
  /**
   * Who may watch: everybody; whoever is signed in at this site; those of them who have a ticket; or whoever the vendor's or our own gate
   * lets in, which has its own sign-in.
   */
  readonly audience: 'everybody' | 'viewers' | 'ticket-holders' | 'gate';
}

const CATALOGUE: Readonly<Record<string, CatalogueEntry>> = {
  'launch-film': {
    vendor: 'catch-the-show',
    vendorAsset: 'video:launch-film',
    audience: 'ticket-holders',
  },
  'long-film': {
    vendor: 'catch-the-show',
    vendorAsset: 'video:long-film',
    audience: 'ticket-holders',
  },
  'live-show': {
    vendor: 'catch-the-show',
    vendorAsset: 'live:live-show',
    audience: 'ticket-holders',
  },
  'public-film': {
    vendor: 'catch-the-show',
    vendorAsset: 'video:public-film',
    audience: 'everybody',
  },
  'festival-film': {
    vendor: 'stapi',
    vendorAsset: 'video:launch-film',
    audience: 'ticket-holders',
  },
  'viewers-film': {
    vendor: 'stapi-viewer',
    vendorAsset: 'video:launch-film',
    audience: 'ticket-holders',
  },
  'rental-film': { vendor: 'brightcove', vendorAsset: 'ref:launch-film', audience: 'viewers' },
  'members-film': { vendor: 'hashlock', vendorAsset: 'launch-film', audience: 'gate' },
  'ibm-channel': { vendor: 'ibm-embed', vendorAsset: IBM_CHANNEL, audience: 'gate' },
  'one-time-embed': {
    vendor: 'ibm-viewer-auth',
    vendorAsset: IBM_VIDEO,
    audience: 'ticket-holders',
  },
};

export function findFilm(asset: string): CatalogueEntry | undefined {
  return Object.hasOwn(CATALOGUE, asset) ? CATALOGUE[asset] : undefined;
}
