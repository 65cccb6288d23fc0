import { importMuxKey, mintMuxToken, mux, muxDoctor } from '../../../src/mux/index.ts';
import { createPrivateKey } from 'node:crypto';
import { P256, rsa } from '../../jwt/keys.ts';
import { APP } from '../../support.ts';
import type { CanarySubject } from '../canary-stage.ts';
import { askingFor, examined } from '../handlers.ts';
import { keySecrets } from '../key-secrets.ts';

const STRANGER = rsa(2048).pem;
const FILM = { asset: 'signedLaunchFilm', viewer: 'v-1' };

export const muxCanary: CanarySubject = {
  name: 'Mux',
  uses: ['mux/importMuxKey', 'mux/mintMuxToken', 'mux/mux', 'mux/muxDoctor'],
  async prepare(stage) {
    const { sandbox, isStrange } = stage;
    const { mux: origin } = sandbox.addresses;
    const { keyId, privateKey } = sandbox.keys.mux;
    await sandbox.tell('mux', 'setPlaybackId', { id: FILM.asset, film: 'launch-film' });
    const pem = isStrange ? STRANGER : Buffer.from(privateKey, 'base64').toString();
    const signingKey = Buffer.from(pem).toString('base64');
    const signing = { keyId, signingKey };
    const options = {
      ...{ ...signing, streamUrl: origin, imageUrl: origin, licenseUrl: origin },
      mediaUrls: [`${origin}/`],
    };
    const vendor = mux(options);
    const bad = (more: object) => () => mux({ ...options, ...more });
    return {
      secrets: { signingKey, ...keySecrets('signingKey', createPrivateKey(pem)) },
      operations: {
        'the vendor': () => [vendor, importMuxKey(signingKey)],
        'a token': () =>
          mintMuxToken({ ...signing, playbackId: FILM.asset }).then(({ expiresAt }) => expiresAt),
        'a pass of a film': askingFor(stage, vendor, FILM),
        'a pass that has no place': askingFor(stage, vendor, { ...FILM, asset: '../keys' }),
        'a pass with a bad claim': askingFor(stage, vendor, { ...FILM, claims: { exp: 1 } }),
        'the doctor': examined(stage, () =>
          muxDoctor({ vendor: options, asset: FILM.asset, origin: APP }),
        ),
        'a bad address': bad({ streamUrl: pem }),
        'a key where its id belongs': bad({ keyId: signingKey }),
        'a key of another type': bad({ signingKey: P256.pem }),
        'half a key': bad({ signingKey: signingKey.slice(0, 900) }),
        'no kind': bad({ kinds: [signingKey] }),
      },
    };
  },
};
