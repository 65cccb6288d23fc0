import { IBM_CHANNEL } from './ibm-channel.ts';

/** Which lock a film is behind. */
export type VendorName = 'catch-the-show' | 'hashlock' | 'ibm-embed';

/** A film, as the backend knows it. */
export interface CatalogueEntry {
  readonly vendor: VendorName;
  /** The vendor's own identifier. */
  readonly vendorAsset: string;
  /**
   * Who may watch: everybody; viewers of this site who have a ticket; or whoever the vendor's or our own gate lets in, which has its own
   * sign-in.
   */
  readonly audience: 'everybody' | 'ticket-holders' | 'gate';
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
  'members-film': { vendor: 'hashlock', vendorAsset: 'launch-film', audience: 'gate' },
  'ibm-channel': { vendor: 'ibm-embed', vendorAsset: `channel:${IBM_CHANNEL}`, audience: 'gate' },
};

export function findFilm(asset: string): CatalogueEntry | undefined {
  return Object.hasOwn(CATALOGUE, asset) ? CATALOGUE[asset] : undefined;
}
