import { createPrivateKey, createPublicKey } from 'node:crypto';
import { createIbmClient, createIbmViewerTokens, ibmViewerAuth } from '../../../src/ibm/index.ts';
import { KEY_A, KEY_B } from '../../ibm/vectors.ts';
import type { ContractVendor, ExpectedRefusal } from '../contract-vendor.ts';

const AUTH_URL = 'https://videos.yourcompany.com/content-auth';

/** What follows a token that does not open is not documented: the viewer is sent to sign in, as one without a token is. */
const sentToSignIn: ExpectedRefusal = {
  status: 302,
  body: '',
  action: undefined,
  location: AUTH_URL,
};

const pem = (key: typeof KEY_A): string =>
  createPrivateKey({ key, format: 'jwk' }).export({ format: 'pem', type: 'pkcs8' }).toString();
const publicPem = (key: typeof KEY_A): string =>
  createPublicKey({ key, format: 'jwk' }).export({ format: 'pem', type: 'spki' }).toString();

export const ibmViewerAuthContract: ContractVendor = {
  name: 'IBM Video Streaming, viewer authentication v2',
  entry: './ibm',
  alsoPlays: ['video:2003', 'channel:1003'],
  refusals: {
    missing: sentToSignIn,
    wrongAsset: sentToSignIn,
    tampered: sentToSignIn,
    expired: sentToSignIn,
    replayed: sentToSignIn,
    revoked: sentToSignIn,
  },
  async setUp({ sandbox, clock }) {
    const { ibm: vendorOrigin } = sandbox.addresses;
    const api = createIbmClient({
      ...sandbox.keys.ibm,
      apiUrl: vendorOrigin,
      tokenUrl: `${vendorOrigin}/oauth2/token`,
      clock,
      retries: 0,
    });
    const authUrl = AUTH_URL;
    await api.viewerAuth.set('channel:1003', { authUrl, publicKey: publicPem(KEY_A) });
    // Each content with a key of its own, as the vendor advises: that is what makes the other's token the wrong one.
    await api.viewerAuth.set('video:2003', { authUrl, publicKey: publicPem(KEY_B) });
    const tokens = createIbmViewerTokens({
      signingKey: pem(KEY_A),
      contentKeys: { 'video:2003': pem(KEY_B) },
      apiUrl: vendorOrigin,
      clock,
    });
    return {
      vendor: ibmViewerAuth({ tokens, vendorOrigin }),
      asset: 'video:2004',
      otherAsset: 'video:2003',
      manifestOn(page) {
        const [, path = ''] = /"stream":"([^"]+)"/.exec(page) ?? [];
        return vendorOrigin + path;
      },
      revokesAll: true,
      revoke: () => api.viewerAuth.set('channel:1003', { authUrl, publicKey: publicPem(KEY_B) }),
    };
  },
};
