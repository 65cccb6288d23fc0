import { createPublicKey } from 'node:crypto';
import { signedIn } from '../../../src/hashlock/index.ts';
import {
  createIbmClient,
  createIbmHashTester,
  createIbmKeySet,
  createIbmViewerTokens,
  ibmDoctor,
  ibmEmbed,
  ibmHashlockEntry,
  ibmViewerAuth,
  ibmViewerAuthEntry,
  interactionFromLock,
} from '../../../src/ibm/index.ts';
import { grant } from '../../../src/index.ts';
import { RSA, rsa } from '../../jwt/keys.ts';
import { APP } from '../../support.ts';
import { strange } from '../canary-stage.ts';
import type { CanarySubject } from '../canary-stage.ts';
import { askingFor, examined, heardCalls } from '../handlers.ts';
import { keySecrets } from '../key-secrets.ts';

const OTHER = rsa(2048);
const AUTH_URL = 'https://videos.yourcompany.com/content-auth';

export const ibmCanary: CanarySubject = {
  name: 'IBM Video Streaming',
  uses: [
    'ibm/createIbmClient',
    'ibm/createIbmHashTester',
    'ibm/createIbmKeySet',
    'ibm/createIbmViewerTokens',
    'ibm/ibmDoctor',
    'ibm/ibmEmbed',
    'ibm/ibmHashlockEntry',
    'ibm/ibmViewerAuth',
    'ibm/ibmViewerAuthEntry',
    'ibm/interactionFromLock',
  ],
  async prepare(stage) {
    const { sandbox, isStrange, hear } = stage;
    const { ibm: vendorOrigin } = sandbox.addresses;
    const { clientId, clientSecret: known, lockSecret: set } = sandbox.keys.ibm;
    const clientSecret = isStrange ? strange('clientSecret') : known;
    const secret = strange('secret of a lock');
    const options = {
      ...{ clientId, clientSecret, apiUrl: vendorOrigin },
      ...{ tokenUrl: `${vendorOrigin}/oauth2/token`, ...heardCalls(stage) },
    };
    const api = createIbmClient(options);
    const pair = createIbmClient({ ...options, authMethod: 'basic' });
    const keySet = createIbmKeySet(options);
    const signing = {
      ...options,
      signingKey: RSA.pem,
      contentKeys: { 'video:2003': OTHER.pem },
    };
    const tokens = createIbmViewerTokens(signing);
    const vendor = ibmViewerAuth({ tokens, vendorOrigin });
    const audit = (event: unknown): void => hear('hook', event);
    const entry = ibmHashlockEntry({
      ...{ secret, vendorOrigin, embeddedIn: [APP], audit },
      decide: () => signedIn({ user: 'v-1' }),
    });
    const broken = ibmHashlockEntry({
      ...{ secret, vendorOrigin, embeddedIn: [APP], audit },
      decide: () => signedIn({ user: 'v|1' }),
    });
    const authEntry = ibmViewerAuthEntry({
      ...{ tokens, vendorOrigin, embeddedIn: [APP], audit },
      decide: (_request, { asset = '' }) => grant({ asset, viewer: 'v-1' }),
    });
    const tester = createIbmHashTester({ enabled: true });
    const lock = { url: AUTH_URL, secret };
    const password = strange('password of a channel');
    const publicKey = createPublicKey(RSA.pem).export({ format: 'pem', type: 'spki' }).toString();
    const film = { asset: 'video:2003', viewer: 'v-1' };
    const ref = encodeURIComponent(`${vendorOrigin}/embed/recorded/2003`);
    const visit =
      (handle: (request: Request) => Promise<Response>, query = '') =>
      () =>
        handle(new Request(`https://auth.example/entry${query}`));
    const get = (content: 'channel:1001' | 'video:2002') => () => api.hashLocks.read(content);
    return {
      secrets: {
        ...{ clientSecret, secret, password, 'secret of the lock that is set': set },
        'Basic pair': btoa(`${clientId}:${clientSecret}`),
        ...keySecrets('signingKey', RSA.privateKey),
        ...keySecrets('contentKeys', OTHER.privateKey),
      },
      operations: {
        'the clients': () => [api, pair, keySet, tokens, vendor, entry, authEntry],
        'hashLocks.read, of a channel': get('channel:1001'),
        'hashLocks.read, of a video': get('video:2002'),
        'hashLocks.read, as the standard': () => pair.hashLocks.read('video:2002'),
        'a lock as an interaction': async () =>
          interactionFromLock(await api.hashLocks.read('video:2002'), { returnUrl: `${APP}/back` }),
        'hashLocks.set': () => api.hashLocks.set('channel:1002', lock),
        'hashLocks.set, of another': () => api.hashLocks.set('video:2999', lock),
        'hashLocks.set, weak': () => api.hashLocks.set('channel:1002', { ...lock, secret: 'weak' }),
        'hashLocks.delete': () => api.hashLocks.delete('channel:1002'),
        'viewerAuth.set': () => api.viewerAuth.set('video:2003', { authUrl: AUTH_URL, publicKey }),
        'viewerAuth.set, the private key': () =>
          api.viewerAuth.set('video:2003', { authUrl: AUTH_URL, publicKey: RSA.pem }),
        'viewerAuth.delete': () => api.viewerAuth.delete('video:2999'),
        'passwordLocks.set': () => api.passwordLocks.set('channel:1002', password),
        'passwordLocks.set, of another': () => api.passwordLocks.set('channel:1999', password),
        'passwordLocks.isSet': () => api.passwordLocks.isSet('channel:1002'),
        'passwordLocks.delete': () => api.passwordLocks.delete('channel:1002'),
        'embedLocks.lock': () => api.embedLocks.lock('channel:1002'),
        'embedLocks.allow': () => api.embedLocks.allow('channel:1002', `${APP}/`),
        'embedLocks.read': () => api.embedLocks.read('channel:1002'),
        'embedLocks.clear': () => api.embedLocks.clear('channel:1002'),
        'embedLocks.unlock': () => api.embedLocks.unlock('channel:1002'),
        rateLimit: () => api.rateLimit(),
        revoke: () => api.revoke(),
        'the vendor’s key': () => keySet.key(),
        'a pass of a film': askingFor(stage, vendor, film),
        'a pass for nobody': askingFor(stage, vendor, { asset: film.asset }),
        'a pass of an embed': askingFor(stage, ibmEmbed({ vendorOrigin }), film),
        'the entry of v1': visit(entry),
        'the entry of v1, with a bad value': visit(broken),
        'the entry of v2': visit(authEntry, `?ref=${ref}`),
        'the entry of v2, from nowhere': visit(authEntry, '?ref=https://evil.example/'),
        'the hash tester': visit(tester),
        'the doctor': examined(stage, () =>
          ibmDoctor({
            ...{ api: options, tokens: signing, locked: ['channel:1001', 'video:2002'] },
            ...{ vendorOrigin, embeddedIn: [APP], entryUrls: [`${vendorOrigin}/embed/1001`] },
          }),
        ),
        'a bad address': () => createIbmClient({ ...options, apiUrl: clientSecret }),
        'a bad secret': () =>
          createIbmClient({ ...options, clientSecret: `${clientSecret}\n` }).hashLocks.read(
            'channel:1001',
          ),
        'half a key': () =>
          createIbmViewerTokens({ ...options, signingKey: RSA.pem.slice(0, 900) }),
        'a key under a name of none': () =>
          createIbmViewerTokens({ ...signing, contentKeys: { '2003': OTHER.pem } }),
      },
    };
  },
};
