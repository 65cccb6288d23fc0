import type { Vendor, VendorApiOptions } from '@playgate/server';
import { brightcove } from '@playgate/server/brightcove';
import { catchTheShow } from '@playgate/server/catch-the-show';
import { hashlock } from '@playgate/server/hashlock';
import { ibmEmbed, ibmViewerAuth } from '@playgate/server/ibm';
import { stapi } from '@playgate/server/stapi';
import type { SandboxAccess } from '../sandbox-access.ts';
import type { BrightcoveAccount } from './brightcove-account.ts';
import type { IbmContents } from './ibm-contents.ts';
import { severalVendors } from './several-vendors.ts';

/** Which lock a film is behind. */
export type VendorName =
  | 'catch-the-show'
  | 'stapi'
  | 'stapi-viewer'
  | 'brightcove'
  | 'hashlock'
  | 'ibm-embed'
  | 'ibm-viewer-auth';

/** What the vendors need to know. */
export interface VendorParts {
  readonly sandbox: SandboxAccess;
  readonly origin: string;
  readonly brightcoveAccount: Pick<BrightcoveAccount, 'signingKey' | 'mintedTokens'>;
  readonly ibmContents: Pick<IbmContents, 'tokens'>;
  readonly onCall: NonNullable<VendorApiOptions['onCall']>;
}

/** The vendors of the demo, as one. With real vendors only the addresses and keys differ. */
export function createVendors(parts: VendorParts): Vendor {
  const { sandbox, origin, brightcoveAccount, ibmContents, onCall } = parts;
  const { addresses, keys } = sandbox;
  const vendors: Readonly<Record<VendorName, Vendor>> = {
    'catch-the-show': catchTheShow({
      secretKey: keys.catchTheShow.secretKey,
      apiUrl: `${addresses.catchTheShow}/v1`,
      mediaUrls: [`${addresses.catchTheShow}/media/`],
      onCall,
    }),
    stapi: stapi({
      ...keys.authorization,
      tokenUrl: `${addresses.authorization}/token`,
      mediaUrls: [`${addresses.stapi}/media/`],
      onCall,
    }),
    /** The same vendor, by the viewers' own tokens: theirs of the session. */
    'stapi-viewer': stapi({
      accessToken: async ({ viewerToken }, context) => viewerToken?.(context),
      mediaUrls: [`${addresses.stapi}/media/`],
      onCall,
    }),
    brightcove: brightcove({
      ...brightcoveAccount,
      accountId: keys.brightcove.accountId,
      playbackUrl: `${addresses.brightcove}/playback/v1`,
      mediaUrls: [`${addresses.brightcove}/manifest/`, `${addresses.brightcove}/license/`],
      segmentUrls: [`${addresses.brightcove}/media/`],
      onCall,
    }),
    hashlock: membersLock(sandbox, origin),
    'ibm-embed': ibmEmbed({ vendorOrigin: addresses.ibm }),
    'ibm-viewer-auth': ibmViewerAuth({ ...ibmContents, vendorOrigin: addresses.ibm }),
  };
  return severalVendors(vendors);
}

/** A media server of our own, and what its gate says. */
function membersLock({ addresses, keys }: SandboxAccess, origin: string): Vendor {
  const films = `${addresses.origin}/hash/`;
  return hashlock({
    secret: keys.origin.hashSecret,
    mediaUrls: [films],
    interaction: {
      entryUrl: `${origin}/hashlock/entry`,
      returnUrl: `${origin}/hashlock/pass`,
      message: 'This film is for members. Show who you are at the entrance.',
      buttonCaption: 'To the entrance',
    },
    source: (film) => ({ src: `${films}${film}/master.m3u8`, type: 'application/x-mpegURL' }),
  });
}
