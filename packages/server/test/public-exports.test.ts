import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as brightcove from '../src/brightcove/index.ts';
import * as catchTheShow from '../src/catch-the-show/index.ts';
import * as doctor from '../src/doctor/index.ts';
import * as handlers from '../src/handlers/index.ts';
import * as hashlock from '../src/hashlock/index.ts';
import * as hls from '../src/hls/index.ts';
import * as ibm from '../src/ibm/index.ts';
import * as server from '../src/index.ts';
import * as mux from '../src/mux/index.ts';
import * as oauth from '../src/oauth/index.ts';
import * as secureVideo from '../src/secure-video/index.ts';
import * as stapi from '../src/stapi/index.ts';

describe('public names', () => {
  it.each([
    [
      '.',
      server,
      [
        'Secret',
        'ServerError',
        'alertOnRefusals',
        'createPassHandler',
        'createUsageCounters',
        'deny',
        'epochMs',
        'formatPass',
        'grant',
        'interact',
        'isPlainAsset',
        'isServerError',
        'memoryStore',
        'mintPass',
        'parsePass',
        'secret',
        'systemClock',
      ],
    ],
    [
      './hashlock',
      hashlock,
      [
        'createHashlockEntryHandler',
        'createHashlockPassPage',
        'formatHashlock',
        'hashlock',
        'hashlockDigest',
        'hashlockReturnUrl',
        'mintHashlock',
        'signedIn',
        'verifyHashlock',
      ],
    ],
    ['./hls', hls, ['createPlaylistHandler']],
    [
      './catch-the-show',
      catchTheShow,
      [
        'catchTheShow',
        'catchTheShowDoctor',
        'createCatchTheShowClient',
        'createCatchTheShowRelay',
        'permit',
      ],
    ],
    [
      './stapi',
      stapi,
      ['createStapiClient', 'createStapiOAuth', 'createStoredTokens', 'stapi', 'stapiDoctor'],
    ],
    [
      './doctor',
      doctor,
      [
        'cachingCheck',
        'clockCheck',
        'corsCheck',
        'createDoctorCheck',
        'egressAddressCheck',
        'keyCheck',
        'passEndpointCheck',
        'runDoctor',
        'secretShapeIn',
      ],
    ],
    [
      './handlers',
      handlers,
      [
        'admitCaller',
        'answerHeaders',
        'answerOf',
        'assertJsonCall',
        'assertPageCall',
        'callerGone',
        'isLoopbackHost',
        'isPrefetch',
        'jsonMember',
        'pageHeaders',
        'parseOrigins',
        'plainPage',
        'preflightAnswer',
        'problemOfError',
        'readAtMost',
        'readJson',
        'untilAborted',
        'withDeadline',
      ],
    ],
    [
      './oauth',
      oauth,
      [
        'createOAuthClient',
        'createOAuthTransport',
        'createVendorApi',
        'parseApiUrl',
        'readConfidentialClient',
      ],
    ],
    [
      './brightcove',
      brightcove,
      [
        'brightcove',
        'brightcoveDoctor',
        'brightcoveStatic',
        'createBrightcoveClient',
        'createMintedTokens',
        'importSigningKey',
        'mintBrightcoveToken',
        'publicKeyOf',
      ],
    ],
    ['./mux', mux, ['importMuxKey', 'mintMuxToken', 'mux', 'muxDoctor']],
    [
      './secure-video',
      secureVideo,
      [
        'createSecureVideoClient',
        'createSecureVideoLoginHandler',
        'leadTo',
        'loginAs',
        'secureVideo',
        'secureVideoDoctor',
        'secureVideoJoinLink',
        'secureVideoReason',
      ],
    ],
    [
      './ibm',
      ibm,
      [
        'createIbmClient',
        'createIbmHashTester',
        'createIbmKeySet',
        'createIbmViewerTokens',
        'ibmDoctor',
        'ibmEmbed',
        'ibmHashlockEntry',
        'ibmViewerAuth',
        'ibmViewerAuthEntry',
        'interactionFromLock',
      ],
    ],
  ])('of %s are these', (_entry, module, names) => {
    expect(Object.keys(module).toSorted()).toEqual(names);
  });
});

describe('the browser trap', () => {
  it('X3 imports what does not exist, and says why', () => {
    const trap = fileURLToPath(new URL('../src/server-only.js', import.meta.url));
    expect(readFileSync(trap, 'utf8')).toMatch(/^import '\.\/SERVER-ONLY-[^']+\.js';$/m);
    const { status, stderr } = spawnSync(process.execPath, [trap], { encoding: 'utf8' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('SERVER-ONLY-@playgate-server');
  });
});
