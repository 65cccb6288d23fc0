import { createPrivateKey } from 'node:crypto';
import {
  brightcove,
  brightcoveDoctor,
  brightcoveStatic,
  createBrightcoveClient,
  createMintedTokens,
  importSigningKey,
  mintBrightcoveToken,
  publicKeyOf,
} from '../../../src/brightcove/index.ts';
import { memoryStore } from '../../../src/index.ts';
import { P256, RSA, rsa } from '../../jwt/keys.ts';
import { APP } from '../../support.ts';
import { strange } from '../canary-stage.ts';
import type { CanarySubject } from '../canary-stage.ts';
import { askingFor, examined, heardCalls } from '../handlers.ts';
import { keySecrets } from '../key-secrets.ts';

const STRANGER = rsa(2048);
const DAY = 86_400_000;

export const brightcoveCanary: CanarySubject = {
  name: 'Brightcove',
  uses: [
    'brightcove/brightcove',
    'brightcove/brightcoveDoctor',
    'brightcove/brightcoveStatic',
    'brightcove/createBrightcoveClient',
    'brightcove/createMintedTokens',
    'brightcove/importSigningKey',
    'brightcove/mintBrightcoveToken',
    'brightcove/publicKeyOf',
  ],
  async prepare(stage) {
    const { sandbox, isStrange } = stage;
    const { brightcove: origin } = sandbox.addresses;
    const { accountId, clientId, clientSecret: known, videos } = sandbox.keys.brightcove;
    const own = { accountId, apiUrl: `${origin}/v1`, tokenUrl: `${origin}/v4/access_token` };
    const owner = createBrightcoveClient({ ...own, clientId, clientSecret: known });
    await owner.keys.register({ signingKey: RSA.pem });
    const key = isStrange ? STRANGER : RSA;
    const clientSecret = isStrange ? strange('clientSecret') : known;
    const options = heardCalls(stage);
    // An audit is done at the first look.
    await sandbox.tell('brightcove', 'setAccount', { auditPolls: 0 });
    const managed = { ...options, ...own, clientId, clientSecret, reportHosts: ['127.0.0.1'] };
    const management = createBrightcoveClient(managed);
    const { keys, blacklist, audit, devices } = management;
    const mintedTokens = createMintedTokens({ store: memoryStore(), blacklist });
    const signing = { accountId, signingKey: key.pem };
    const playback = {
      ...{ ...options, ...signing, mintedTokens, playbackUrl: `${origin}/playback/v1` },
      mediaUrls: [`${origin}/manifest/`, `${origin}/license/`],
    };
    const vendor = brightcove(playback);
    const fixed = brightcoveStatic({ ...signing, playbackUrl: playback.playbackUrl });
    const video = `video:${videos.find(({ film }) => film === 'launch-film')?.id}`;
    const token = (): Promise<string> => mintBrightcoveToken(signing).then((it) => it.token);
    const yesterday = new Date(Date.now() - DAY).toISOString().slice(0, 10);
    const film = { asset: video, viewer: 'v-1' };
    const bad = (more: object) => () => brightcove({ ...playback, ...more });
    return {
      secrets: {
        clientSecret,
        'Basic pair': btoa(`${clientId}:${clientSecret}`),
        ...keySecrets('signingKey', key.privateKey),
        ...keySecrets('EC key', P256.privateKey),
      },
      operations: {
        'the clients': () => [management, mintedTokens, vendor, fixed],
        'keys.list': () => keys.list(),
        'keys.register': () => keys.register({ signingKey: P256.pem, algorithm: 'ES256' }),
        'keys.register, the private key': () => keys.register({ publicKey: key.pem }),
        'keys.read': () => keys.read('no-key'),
        'keys.delete': () => keys.delete('no-key'),
        'blacklist.list': () => blacklist.list(),
        'blacklist.add': async () => blacklist.add(await token()),
        'blacklist.has': async () => blacklist.has(await token()),
        'blacklist.delete': async () => blacklist.delete(await token()),
        'blacklist.deleteExpired': () => blacklist.deleteExpired(),
        'audit.generate': async () => {
          const report = await audit.generate(yesterday);
          return [report, await new Response((await audit.download(report)).body).text()];
        },
        'audit.status': () => audit.status('no-audit'),
        'audit.report': () => audit.report('no-audit'),
        'devices.list': () => devices.list(),
        'devices.ofUser': () => devices.ofUser('v-1'),
        'devices.rename': () => devices.rename('v-1', 'no-device', 'Kitchen'),
        'devices.delete': () => devices.delete('v-1'),
        'a pass of a film': askingFor(stage, vendor, film),
        'a pass of nothing': askingFor(stage, vendor, { ...film, asset: 'ref:nothing' }),
        'a pass that has no place': askingFor(stage, vendor, { ...film, asset: '../keys' }),
        'a pass with a bad claim': askingFor(stage, vendor, { ...film, claims: { exp: 1 } }),
        'a pass of a Static URL': askingFor(stage, fixed, film),
        'cutOff and restore': async () => [
          await mintedTokens.cutOff('v-1'),
          await mintedTokens.restore('v-1'),
        ],
        'a token': () => mintBrightcoveToken(signing).then(({ expiresAt }) => expiresAt),
        'a signer': () => importSigningKey(key.pem, { name: 'signingKey', algorithm: 'RS256' }),
        'a public key': () => publicKeyOf(key.pem, { name: 'signingKey', algorithm: 'RS256' }),
        'the doctor': examined(stage, () =>
          brightcoveDoctor({ vendor: playback, client: management, asset: video, origin: APP }),
        ),
        'a bad address': bad({ playbackUrl: key.pem }),
        'a key of another type': bad({ signingKey: P256.pem }),
        'half a key': bad({ signingKey: key.pem.slice(0, 900) }),
        'half a JWK': bad({
          signingKey: { ...createPrivateKey(key.pem).export({ format: 'jwk' }), n: undefined },
        }),
        'a key where the account belongs': bad({ accountId: key.pem }),
        'a secret where the address belongs': () =>
          createBrightcoveClient({ ...managed, apiUrl: clientSecret }),
      },
    };
  },
};
