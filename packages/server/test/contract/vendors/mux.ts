import { mux } from '../../../src/mux/index.ts';
import type { ContractVendor, ExpectedRefusal } from '../contract-vendor.ts';

/** The status is the vendor's for all that can be wrong with a token; the body is the stand-in's. */
const REFUSED: ExpectedRefusal = {
  status: 403,
  body: {
    error: { messages: ['Not authorized to access this resource'], type: 'forbidden' },
  },
  action: 'renew',
};

const FILMS = {
  signedLaunchFilm: 'launch-film',
  signedLongFilm: 'long-film',
  signedLiveShow: 'live-show',
};

export const muxContract: ContractVendor = {
  name: 'Mux',
  entry: './mux',
  alsoPlays: ['signedLongFilm', 'signedLiveShow'],
  refusals: {
    missing: REFUSED,
    wrongAsset: REFUSED,
    tampered: REFUSED,
    expired: REFUSED,
    revoked: REFUSED,
  },
  async setUp({ sandbox }) {
    const { mux: origin } = sandbox.addresses;
    const { keyId, privateKey: signingKey } = sandbox.keys.mux;
    for (const [id, film] of Object.entries(FILMS))
      await sandbox.tell('mux', 'setPlaybackId', { id, film });
    return {
      vendor: mux({
        ...{ keyId, signingKey, kinds: ['video'] },
        ...{ streamUrl: origin, mediaUrls: [`${origin}/`] },
      }),
      asset: 'signedLaunchFilm',
      otherAsset: 'signedLongFilm',
      // The vendor has no list of tokens: what ends one early is the removal of its key.
      revokesAll: true,
      revoke: async () => void (await sandbox.tell('mux', 'removeSigningKey', { id: keyId })),
    };
  },
};
