import { brightcoveStatic } from '../../../src/brightcove/index.ts';
import { RSA } from '../../jwt/keys.ts';
import type { ContractVendor } from '../contract-vendor.ts';
import { registered, videoOf } from './brightcove.ts';

export const brightcoveStaticContract: ContractVendor = {
  name: 'Brightcove, Static URL',
  entry: './brightcove',
  alsoPlays: ['ref:long-film', 'ref:live-show'],
  refusals: {
    missing: { status: 401, body: [{ error_code: 'INVALID_POLICY_KEY' }], action: 'renew' },
    wrongAsset: {
      status: 403,
      body: [
        {
          error_subcode: 'VIDEO_ID',
          error_code: 'ACCESS_DENIED',
          message: 'Access to this resource is forbidden by access policy.',
        },
      ],
      action: 'deny',
    },
    tampered: { status: 401, body: [{ error_code: 'INVALID_JWT' }], action: 'renew' },
    expired: { status: 401, body: [{ error_code: 'INVALID_JWT' }], action: 'renew' },
  },
  async setUp(world) {
    const { accountId } = world.sandbox.keys.brightcove;
    const { brightcove: origin } = world.sandbox.addresses;
    await registered(world);
    return {
      vendor: brightcoveStatic({
        accountId,
        signingKey: RSA.pem,
        protection: 'aes128',
        // No call says which video a reference id is, and a token that names none opens all.
        claims: ({ asset }) =>
          asset.startsWith('ref:') ? { conid: videoOf(world, asset.slice(4)).slice(6) } : {},
        playbackUrl: `${origin}/playback/v1`,
        mediaUrls: [`${origin}/manifest/`, `${origin}/license/`, `${origin}/media/`],
      }),
      asset: videoOf(world, 'launch-film'),
      otherAsset: videoOf(world, 'long-film'),
    };
  },
};
