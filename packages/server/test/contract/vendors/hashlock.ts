import { formatHashlock, hashlock, mintHashlock } from '../../../src/hashlock/index.ts';
import type { Vendor } from '../../../src/vendor.ts';
import type { ContractVendor, ExpectedRefusal } from '../contract-vendor.ts';

const refused = (code: string, message: string): ExpectedRefusal => ({
  status: 401,
  body: { error: { code, message } },
  action: 'renew',
});

/** IBM's hashlock for a stream of one's own: the credential is the vendor's, the media server is ours. */
export const hashlockContract: ContractVendor = {
  name: 'Hashlock, a stream of one’s own',
  entry: './hashlock',
  refusals: {
    missing: refused('credential_missing', 'A credential is needed here.'),
    wrongAsset: refused('credential_wrong', 'The credential does not open this.'),
    tampered: refused('credential_wrong', 'The credential does not open this.'),
    expired: refused('credential_expired', 'The credential has expired.'),
    revoked: refused('credential_revoked', 'The credential has been revoked.'),
  },
  async setUp({ sandbox, clock }) {
    const { origin } = sandbox.addresses;
    // A hashlock does not say what it opens: only another secret tells films apart.
    const secrets: Readonly<Record<string, string>> = {
      'launch-film': sandbox.keys.origin.hashSecret,
      'long-film': 'the secret of another lock',
    };
    const keyOf = (film: string) => ({ secret: secrets[film] ?? '', fields: ['user'] });
    const lockOf = (film: string): Vendor =>
      hashlock({
        ...keyOf(film),
        mediaUrls: [`${origin}/hash/${film}/`],
        interaction: {
          entryUrl: 'https://app.example/entry',
          returnUrl: 'https://app.example/pass',
        },
      });
    return {
      vendor: {
        id: 'hashlock',
        mint: (order, context) => lockOf(order.asset).mint(order, context),
      },
      asset: 'launch-film',
      otherAsset: 'long-film',
      answer: (viewer, film) => {
        const minted = mintHashlock({ user: viewer }, { ...keyOf(film), now: clock.now() });
        return { hash: formatHashlock(minted) };
      },
      manifest: `${origin}/hash/launch-film/master.m3u8`,
      // The last digit of the digest.
      tamper: (value) => value.replace(/.(?=%22%7D%5D$)/, (digit) => (digit === '0' ? '1' : '0')),
      revoke: (viewer) => sandbox.revokeCredentials({ vendor: 'origin', viewer }),
    };
  },
};
