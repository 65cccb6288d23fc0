import { memoryStore, Secret } from '../../../src/index.ts';
import {
  createStapiClient,
  createStapiOAuth,
  createStoredTokens,
  stapi,
  stapiDoctor,
} from '../../../src/stapi/index.ts';
import { APP } from '../../support.ts';
import { REDIRECT_URI, signIn, signInApplication, VERIFIER } from '../../stapi/stapi-sandbox.ts';
import { strange } from '../canary-stage.ts';
import type { CanarySubject } from '../canary-stage.ts';
import { askingFor, examined, heardCalls } from '../handlers.ts';

export const stapiCanary: CanarySubject = {
  name: 'STAPI',
  uses: [
    'stapi/createStapiClient',
    'stapi/createStapiOAuth',
    'stapi/createStoredTokens',
    'stapi/stapi',
    'stapi/stapiDoctor',
  ],
  async prepare(stage) {
    const { sandbox, isStrange, hear } = stage;
    const { addresses, keys } = sandbox;
    const made = await sandbox.tell('stapi', 'createApiKey', { name: 'Next' });
    const apiKey = isStrange ? strange('apiKey') : keys.stapi.apiKey;
    const nextApiKey = isStrange ? strange('nextApiKey') : String(Object(made).key);
    const application = await signInApplication(sandbox);
    const known = application.clientSecret;
    const clientSecret = isStrange ? strange('clientSecret') : String(known);
    const options = { ...heardCalls(stage), apiUrl: `${addresses.stapi}/v1` };
    const byKey = {
      ...options,
      ...{ apiKey, nextApiKey },
      onApiKeyRefused: (refusal: object) => hear('hook', refusal),
    };
    const oauthOptions = { ...application, ...heardCalls(stage), clientSecret };
    const { clientId } = application;
    const backend = {
      tokenUrl: `${addresses.authorization}/token`,
      clientId: keys.authorization.clientId,
      clientSecret: isStrange ? clientSecret : keys.authorization.clientSecret,
    };
    await sandbox.tell('stapi', 'changeSettings', { twoCredentials: 'token' });
    const clients = {
      key: createStapiClient(byKey),
      query: createStapiClient({
        ...byKey,
        apiKeyPlacement: 'query',
        onWarning: (warning) => hear('hook', warning),
      }),
      application: createStapiClient({ ...options, oauth: backend }),
      both: createStapiClient({ ...byKey, oauth: backend, allowBoth: true }),
    };
    const oauth = createStapiOAuth(oauthOptions);
    const stored = createStoredTokens({ store: memoryStore(), oauth, ttlMs: 60_000 });
    const code = { redirectUri: REDIRECT_URI, state: 'state-1', codeVerifier: VERIFIER };
    const callback = await signIn(sandbox, clientId);
    const playback = { ...heardCalls(stage), ...backend, mediaUrls: [`${addresses.stapi}/media/`] };
    const vendor = stapi(playback);
    const film = { asset: 'video:launch-film', viewer: 'v-1' };
    const calls = Object.entries(clients).flatMap(([name, { videos, liveStreams, analytics }]) => [
      [`${name}: videos.list`, () => videos.list()],
      [`${name}: videos.read`, () => videos.read('launch-film')],
      [`${name}: videos.create`, () => videos.create({ title: 'A video' })],
      [
        `${name}: videos.upload`,
        () => videos.upload({ title: 'A', content: new Uint8Array(9), type: 'video/mp4' }),
      ],
      [`${name}: liveStreams.list`, () => liveStreams.list()],
      [`${name}: liveStreams.create`, () => liveStreams.create({ title: 'A stream' })],
      [`${name}: liveStreams.end`, () => liveStreams.end('no-stream')],
      [`${name}: analytics.video`, () => analytics.video('launch-film')],
    ]);
    return {
      secrets: {
        ...{ apiKey, nextApiKey, clientSecret },
        'clientSecret of the backend': String(backend.clientSecret),
      },
      operations: {
        'the clients': () => [clients, oauth, stored, vendor],
        ...Object.fromEntries(calls),
        'oauth.exchangeCode': async () => {
          const tokens = await oauth.exchangeCode({ ...code, callback });
          await stored.save('session-1', tokens);
          return tokens;
        },
        'oauth.exchangeCode, again': () => oauth.exchangeCode({ ...code, callback }),
        'oauth.clientToken': () => oauth.clientToken({ scope: 'videos:read' }),
        'oauth.refreshToken': () => oauth.refreshToken(new Secret('no-token')),
        'oauth.introspectToken': () => oauth.introspectToken(new Secret('no-token')),
        'oauth.revokeToken': () => oauth.revokeToken(new Secret('no-token')),
        'stored.get': () => stored.get('session-1'),
        'stored.get, another': () => stored.get('session-1', { refused: new Secret('x') }),
        'stored.end': () => stored.end('session-1'),
        'a pass of a film': askingFor(stage, vendor, film),
        'a pass of nothing': askingFor(stage, vendor, { asset: 'nothing' }),
        'the doctor, by key': examined(stage, () => stapiDoctor({ api: byKey })),
        'the doctor, as an application': examined(stage, () =>
          stapiDoctor({ api: { ...options, oauth: backend }, playback, origin: APP }),
        ),
        'a bad address': () => createStapiClient({ ...byKey, apiUrl: apiKey }),
        'a bad key': () => createStapiClient({ ...byKey, apiKey: `${apiKey}\n` }),
        'a key in the query, and nobody who hears': () =>
          createStapiClient({ ...byKey, apiKeyPlacement: 'query', onWarning: undefined }),
        'an application without an address': () => stapi({ ...playback, tokenUrl: clientSecret }),
      },
    };
  },
};
