import {
  brightcove,
  createBrightcoveClient,
  createMintedTokens,
} from '../../../src/brightcove/index.ts';
import { memoryStore } from '../../../src/index.ts';
import { RSA } from '../../jwt/keys.ts';
import type { ContractVendor, ContractWorld, ExpectedRefusal } from '../contract-vendor.ts';

/** The body of a refused key is not documented: the stand-in gives that of the Playback API. */
const refused = (subcode: string): ExpectedRefusal => ({
  status: 401,
  body: [{ error_subcode: subcode, error_code: 'ACCESS_DENIED' }],
  action: 'renew',
});

export const brightcoveContract: ContractVendor = {
  name: 'Brightcove, HLSe by edge-auth',
  entry: './brightcove',
  alsoPlays: ['ref:long-film', 'ref:live-show', 'ref:public-film'],
  refusals: {
    missing: refused('TOKEN_REQUIRED'),
    wrongAsset: {
      status: 403,
      body: [
        {
          error_subcode: 'OFFERS',
          error_code: 'ACCESS_DENIED',
          message: 'Access to this resource is forbidden by access policy.',
        },
      ],
      action: 'reload',
    },
    tampered: refused('TOKEN_VALIDATION'),
    expired: refused('TOKEN_VALIDATION'),
    revoked: refused('TOKEN_VALIDATION'),
  },
  async setUp(world) {
    const { sandbox, clock } = world;
    const { accountId } = sandbox.keys.brightcove;
    const { brightcove: origin } = sandbox.addresses;
    const { blacklist } = await registered(world);
    const mintedTokens = createMintedTokens({ store: memoryStore({ clock }), blacklist, clock });
    return {
      vendor: brightcove({
        accountId,
        signingKey: RSA.pem,
        mintedTokens,
        playbackUrl: `${origin}/playback/v1`,
        mediaUrls: [`${origin}/manifest/`, `${origin}/license/`],
        segmentUrls: [`${origin}/media/`],
        clock,
        retries: 0,
      }),
      asset: videoOf(world, 'launch-film'),
      otherAsset: videoOf(world, 'long-film'),
      judgedAt: 'key',
      async revoke(viewer) {
        await mintedTokens.cutOff(viewer);
        // "Updates to the blacklist may take up to a minute to propagate."
        await clock.advance(60_000);
      },
    };
  },
};

/** A film's asset. */
export function videoOf({ sandbox }: ContractWorld, film: string): string {
  const { videos } = sandbox.keys.brightcove;
  return `video:${videos.find(({ referenceId }) => referenceId === film)?.id}`;
}

/** The management of an account that knows our signing key. */
export async function registered({ sandbox, clock }: ContractWorld) {
  const { brightcove: origin } = sandbox.addresses;
  const management = createBrightcoveClient({
    ...sandbox.keys.brightcove,
    apiUrl: `${origin}/v1`,
    tokenUrl: `${origin}/v4/access_token`,
    reportHosts: ['127.0.0.1'],
    clock,
    retries: 0,
  });
  await management.keys.register({ signingKey: RSA.pem });
  return management;
}
