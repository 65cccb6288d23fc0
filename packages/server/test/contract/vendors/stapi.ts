import { stapi } from '../../../src/stapi/index.ts';
import type { ContractVendor, ExpectedRefusal } from '../contract-vendor.ts';

/** The document shows errors as a status and a text, and prints no text. These are the stand-in's. */
const refused = (text: string, status = 401): ExpectedRefusal => ({
  status,
  body: `${text}\n`,
  action: 'renew',
});

export const stapiContract: ContractVendor = {
  name: 'STAPI',
  entry: './stapi',
  alsoPlays: ['video:long-film', 'live:live-show'],
  refusals: {
    missing: refused('Send an API key or an access token.'),
    wrongAsset: refused('The credential does not permit this.', 403),
    tampered: refused('The credential is not valid.'),
    expired: refused('The access token has expired.'),
    revoked: refused('The credential has been revoked.'),
  },
  async setUp({ sandbox, clock }) {
    const { addresses, keys } = sandbox;
    return {
      vendor: stapi({
        mediaUrls: [`${addresses.stapi}/media/`],
        tokenUrl: `${addresses.authorization}/token`,
        ...keys.authorization,
        clock,
        retries: 0,
      }),
      asset: 'video:launch-film',
      otherAsset: 'video:long-film',
      // An application's tokens are nobody's: they end together.
      revokesAll: true,
      revoke: () => sandbox.revokeCredentials({ vendor: 'stapi' }),
    };
  },
};
