import { ServerError } from '@playgate/server';
import type { Vendor } from '@playgate/server';

/** Says which of several vendors an asset is at. */
export function vendorPath(vendor: string, asset: string): string {
  return `${vendor}/${asset}`;
}

/** One vendor out of several, chosen by what `decide` granted: an asset made by `vendorPath`. */
export function severalVendors(vendors: Readonly<Record<string, Vendor>>): Vendor {
  return {
    id: 'this-site',
    async mint(grant, context) {
      const slash = grant.asset.indexOf('/');
      const vendor = vendors[grant.asset.slice(0, slash)];
      if (vendor === undefined)
        throw new ServerError('invalid_grant', 'The grant names no vendor: use vendorPath.');
      return vendor.mint({ ...grant, asset: grant.asset.slice(slash + 1) }, context);
    },
  };
}
