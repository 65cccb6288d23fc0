import type { Vendor } from '@playgate/server';
import { catchTheShow } from '@playgate/server/catch-the-show';
import { hashlock } from '@playgate/server/hashlock';
import { ibmEmbed } from '@playgate/server/ibm';
import type { SandboxAccess } from './sandbox-access.ts';
import { severalVendors } from './several-vendors.ts';

/** The three vendors of the demo, as one. With real vendors only the addresses and keys differ. */
export function createVendors({ addresses, keys }: SandboxAccess, origin: string): Vendor {
  const films = `${addresses.origin}/hash/`;
  return severalVendors({
    'catch-the-show': catchTheShow({
      secretKey: keys.catchTheShow.secretKey,
      baseUrl: `${addresses.catchTheShow}/v1`,
      mediaUrls: [`${addresses.catchTheShow}/media/`],
    }),
    hashlock: hashlock({
      secret: keys.origin.hashSecret,
      urls: [films],
      interaction: {
        entryUrl: `${origin}/hashlock/entry`,
        returnUrl: `${origin}/hashlock/pass`,
        message: 'This film is for members. Show who you are at the entrance.',
        buttonCaption: 'To the entrance',
      },
      source: (film) => ({ src: `${films}${film}/master.m3u8`, type: 'application/x-mpegURL' }),
    }),
    'ibm-embed': ibmEmbed({ vendorOrigin: addresses.ibm }),
  });
}
