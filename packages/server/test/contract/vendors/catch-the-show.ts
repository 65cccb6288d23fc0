import { catchTheShow } from '../../../src/catch-the-show/index.ts';
import type { ContractVendor, ExpectedRefusal } from '../contract-vendor.ts';

/** The document promises no form of errors. These are the stand-in's. */
const refused = (code: string, message: string, status = 401): ExpectedRefusal => ({
  status,
  body: { error: { code, message } },
  action: 'renew',
});

export const catchTheShowContract: ContractVendor = {
  name: 'Catch The Show',
  entry: './catch-the-show',
  alsoPlays: ['video:long-film', 'live:live-show', 'video:public-film'],
  refusals: {
    missing: refused('credential_missing', 'A credential is needed here.'),
    wrongAsset: refused('credential_wrong', 'The credential does not open this.', 403),
    tampered: refused('credential_wrong', 'The credential does not open this.'),
    expired: refused('credential_expired', 'The credential has expired.'),
    revoked: refused('credential_revoked', 'The credential has been revoked.'),
  },
  async setUp({ sandbox, clock }) {
    const { secretKey } = sandbox.keys.catchTheShow;
    const { catchTheShow: origin } = sandbox.addresses;
    const mediaUrls = [`${origin}/media/`];
    return {
      vendor: catchTheShow({ secretKey, apiUrl: `${origin}/v1`, mediaUrls, clock, retries: 0 }),
      asset: 'video:launch-film',
      otherAsset: 'video:long-film',
      revoke: (viewer) => sandbox.revokeCredentials({ vendor: 'catchTheShow', viewer }),
    };
  },
};
