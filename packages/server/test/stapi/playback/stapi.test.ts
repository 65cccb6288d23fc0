import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Sandbox } from '@playgate/sandbox';
import { grant, Secret } from '../../../src/index.ts';
import type { AuditEvent, PlaybackGrant, ViewerTokenOptions } from '../../../src/index.ts';
import type { VendorCallEvent } from '../../../src/api/vendor-api.ts';
import { createStapiOAuth, stapi } from '../../../src/stapi/index.ts';
import type { StapiOptions } from '../../../src/stapi/index.ts';
import { codeThrown } from '../../api/api-support.ts';
import { ask, codeOf, passHandler } from '../../support.ts';
import {
  applicationWithScopes,
  REDIRECT_URI,
  signIn,
  signInApplication,
  stapiSandbox,
  VERIFIER,
} from '../stapi-sandbox.ts';

const FILM: PlaybackGrant = { asset: 'video:launch-film', viewer: 'v-1', lifetimeSeconds: 60 };

const application = ({ addresses, keys }: Sandbox) => ({
  mediaUrls: [`${addresses.stapi}/media/`],
  tokenUrl: `${addresses.authorization}/token`,
  ...keys.authorization,
});

async function answer(
  options: StapiOptions,
  granted: PlaybackGrant = FILM,
): Promise<{ readonly response: Response; readonly events: readonly AuditEvent[] }> {
  const { handle, events } = passHandler({
    vendor: stapi(options),
    decide: () => grant(granted),
  });
  return { response: await handle(ask()), events };
}

interface Pass {
  readonly expires_in: number;
  readonly rules: readonly [
    {
      readonly match: { readonly urls: readonly string[] };
      readonly place: readonly [{ readonly value: string }];
    },
  ];
  readonly source: { readonly src: string };
}

const passFor = async (options: StapiOptions, granted?: PlaybackGrant): Promise<Pass> =>
  (await answer(options, granted)).response.json();

/** The status of a media request with what the pass places. */
const play = async (url: string, { rules }: Pass, change = (value: string) => value) =>
  (await fetch(url, { headers: { Authorization: change(rules[0].place[0].value) } })).status;

describe('a pass of the application’s own token', () => {
  it('mint, then play: the film opens, key and all, with a Bearer on that film and nowhere else', async () => {
    const sandbox = await stapiSandbox();
    const media = `${sandbox.addresses.stapi}/media`;
    const pass = await passFor(application(sandbox));
    expect(pass).toMatchObject({
      subject: 'v-1',
      expires_in: 60,
      rules: [
        {
          match: { urls: [`${media}/launch-film/`] },
          place: [{ kind: 'header', name: 'Authorization', value: /^Bearer [\w-]+$/ }].map(
            (place) => ({ ...place, value: expect.stringMatching(place.value) }),
          ),
        },
      ],
      source: { src: `${media}/launch-film/master.m3u8`, type: 'application/x-mpegURL' },
    });
    expect(await play(pass.source.src, pass)).toBe(200);
    expect(await play(`${media}/launch-film/film.key`, pass)).toBe(200);
    expect((await sandbox.journal()).entries.at(-1)).toMatchObject({
      ...{ listener: 'stapi', credential: 'bearer', verdict: 'ok', generation: 1 },
    });
  });

  it('opens no other film and not the API: 403', async () => {
    const sandbox = await stapiSandbox();
    const pass = await passFor(application(sandbox));
    expect(await play(`${sandbox.addresses.stapi}/media/long-film/master.m3u8`, pass)).toBe(403);
    expect(await play(`${sandbox.addresses.stapi}/v1/videos`, pass)).toBe(403);
  });

  it('expired, revoked and tampered it is 401', async () => {
    const sandbox = await stapiSandbox();
    const options = application(sandbox);
    const first = await passFor(options);
    const { src } = first.source;
    expect(await play(src, first, (value) => `${value.slice(0, -1)}~`)).toBe(401);
    await sandbox.setClock(600_000);
    expect(await play(src, first)).toBe(401);
    expect((await sandbox.journal()).entries.at(-1)?.verdict).toBe('expired');
    const second = await passFor(options);
    expect(await play(src, second)).toBe(200);
    await sandbox.revokeCredentials({ vendor: 'stapi' });
    expect(await play(src, second)).toBe(401);
    expect((await sandbox.journal()).entries.at(-1)?.verdict).toBe('revoked');
  });

  it('each pass has a token of its own, so that a renewal brings another', async () => {
    const sandbox = await stapiSandbox();
    const options = application(sandbox);
    const vendor = stapi(options);
    const { handle } = passHandler({ vendor, decide: () => grant(FILM) });
    const values = [await handle(ask()), await handle(ask())].map((response) => response.json());
    const [one, two] = (await Promise.all(values)) as [Pass, Pass];
    expect(one.rules[0].place[0].value).not.toBe(two.rules[0].place[0].value);
  });

  it('lasts no longer than the token', async () => {
    const sandbox = await stapiSandbox();
    await sandbox.tell('authorization', 'setPolicy', { accessTokenSeconds: 20 });
    expect((await passFor(application(sandbox))).expires_in).toBe(20);
  });

  it('is told to onCall with whom and what it is for', async () => {
    const sandbox = await stapiSandbox();
    const calls: VendorCallEvent[] = [];
    await answer({ ...application(sandbox), onCall: (call) => calls.push(call) });
    expect(calls).toEqual([
      expect.objectContaining({ path: '/token', viewer: 'v-1', resource: 'video:launch-film' }),
    ]);
  });

  it('plays live, too', async () => {
    const sandbox = await stapiSandbox();
    const pass = await passFor(application(sandbox), { ...FILM, asset: 'live:live-show' });
    expect(await play(pass.source.src, pass)).toBe(200);
  });

  it('as a JWT it does the same', async () => {
    const sandbox = await stapiSandbox();
    await sandbox.tell('authorization', 'setPolicy', { accessTokenFormat: 'jwt' });
    const pass = await passFor(application(sandbox));
    expect(pass.rules[0].place[0].value).toMatch(/^Bearer ey.+\..+\..+$/);
    expect(await play(pass.source.src, pass)).toBe(200);
    const forged = (value: string): string => value.replace(/\.[^.]+$/, '.AAAA');
    expect(await play(pass.source.src, pass, forged)).toBe(401);
    expect(await play(`${sandbox.addresses.stapi}/media/long-film/film.key`, pass)).toBe(403);
  });

  it('narrowed to the account it opens every film: what the documentation warns of', async () => {
    const sandbox = await stapiSandbox();
    const pass = await passFor({ ...application(sandbox), narrowTo: 'account' });
    expect(await play(`${sandbox.addresses.stapi}/media/long-film/master.m3u8`, pass)).toBe(200);
    expect(await play(`${sandbox.addresses.stapi}/v1/videos`, pass)).toBe(403);
  });
});

describe('a pass of the viewer’s own token', () => {
  it('places it where the film lies, for as long as it lasts', async () => {
    const sandbox = await stapiSandbox();
    const app = await signInApplication(sandbox);
    const oauth = createStapiOAuth(app);
    const callback = await signIn(sandbox, app.clientId);
    const sign = { redirectUri: REDIRECT_URI, state: 'state-1', codeVerifier: VERIFIER };
    const { accessToken, expiresInSeconds = 0 } = await oauth.exchangeCode({ ...sign, callback });
    const asked: PlaybackGrant[] = [];
    const pass = await passFor(
      {
        mediaUrls: [`${sandbox.addresses.stapi}/media/`],
        async accessToken(granted) {
          asked.push(granted);
          return { accessToken, expiresInSeconds };
        },
      },
      { ...FILM, lifetimeSeconds: 3600 },
    );
    expect(asked[0]?.viewer).toBe('v-1');
    expect(pass.expires_in).toBe(600);
    expect(await play(pass.source.src, pass)).toBe(200);
  });

  it('is the session’s, where decide puts it into the grant; a refused one is to be another', async () => {
    const asked: ViewerTokenOptions[] = [];
    const { handle } = passHandler({
      vendor: stapi({
        mediaUrls: ['https://media.example/'],
        accessToken: async ({ viewerToken }, context) => viewerToken?.(context),
      }),
      decide: () =>
        grant({
          ...FILM,
          async viewerToken({ fresh, signal } = {}) {
            asked.push({ ...(fresh && { fresh }), ...(signal && { signal }) });
            return { accessToken: new Secret('of-the-viewer'), expiresInSeconds: 3.6 };
          },
        }),
    });
    const pass: Pass = await (await handle(ask())).json();
    expect(pass.rules[0].place[0].value).toBe('Bearer of-the-viewer');
    expect(pass.expires_in).toBe(3.6);
    await handle(ask({ version: 1, asset: 'film', fresh: true }));
    expect(asked.map(({ fresh }) => fresh)).toEqual([undefined, true]);
    expect(asked[0]?.signal).toBeInstanceOf(AbortSignal);
  });

  it('is none, where decide puts none into the grant: the viewer must sign in', async () => {
    const mediaUrls = ['https://media.example/'];
    const { response } = await answer({
      mediaUrls,
      accessToken: async ({ viewerToken }, context) => viewerToken?.(context),
    });
    expect(await codeOf(response)).toBe('unauthenticated');
  });

  it.each([
    [{ accessToken: 'canary token' }, 'config'],
    [{ accessToken: '' }, 'config'],
  ])('%j is no token for a pass: %s', async (given, code) => {
    const mediaUrls = ['https://media.stapi.example/'];
    const options = { mediaUrls, accessToken: async () => given };
    const { response, events } = await answer(options);
    expect(events.at(-1)).toMatchObject({ outcome: 'failed', error: { code: code } });
    expect(inspect(events, { depth: 9 }) + (await response.text())).not.toContain('canary');
  });
});

it.each([undefined, { accessToken: new Secret('canary'), expiresInSeconds: 0 }])(
  'without a token of the viewer’s own that lasts, the viewer must sign in: %j',
  async (given) => {
    const options = { mediaUrls: ['https://media.example/'], accessToken: async () => given };
    const { response, events } = await answer(options);
    expect(response.status).toBe(401);
    expect(await codeOf(response)).toBe('unauthenticated');
    expect(events.at(-1)?.outcome).toBe('denied');
  },
);

describe('what can go wrong', () => {
  it('a wrong secret, a scope that is not its own and a vendor that is down each have their code, and the browser learns no more than it must', async () => {
    const sandbox = await stapiSandbox();
    const options = application(sandbox);
    const small = await applicationWithScopes(sandbox, ['live:read']);
    const cases: [StapiOptions, code: string, told: string][] = [
      [{ ...options, clientSecret: 'canary-secret' }, 'vendor_credentials', 'vendor_credentials'],
      [{ ...options, ...small }, 'vendor_request', 'vendor_unavailable'],
      [
        { ...options, tokenUrl: 'http://127.0.0.1:9/token' },
        'vendor_connection',
        'vendor_unavailable',
      ],
    ];
    for (const [wrong, code, told] of cases) {
      const { response, events } = await answer({ ...wrong, retries: 0 });
      expect(events.at(-1)).toMatchObject({ outcome: 'failed', error: { code } });
      expect(await codeOf(response)).toBe(told);
      expect(inspect(events, { depth: 9 })).not.toContain('canary');
    }
  });

  it.each(['launch-film', 'video:', 'video:../x', 'video:a/b', 'audio:x', 'video:a%2fb'])(
    'the asset %s is invalid_grant, and nobody is asked',
    async (asset) => {
      const sandbox = await stapiSandbox();
      const { events } = await answer(application(sandbox), { ...FILM, asset });
      expect(events.at(-1)).toMatchObject({ outcome: 'failed', error: { code: 'invalid_grant' } });
      expect((await sandbox.journal()).entries).toEqual([]);
    },
  );

  it('a film that locate puts outside mediaUrls is an error of configuration', async () => {
    const sandbox = await stapiSandbox();
    for (const src of ['https://evil.example/x.m3u8', 'https://media.example/../x', 'x.m3u8'])
      for (const place of [
        { urls: ['https://media.example/f/'] as const, source: { src } },
        { urls: [src] as const, source: { src: 'https://media.example/f/x.m3u8' } },
      ]) {
        const mediaUrls = ['https://media.example/'];
        const options = { ...application(sandbox), mediaUrls, locate: () => place };
        const { events } = await answer(options);
        expect(events.at(-1)).toMatchObject({ outcome: 'failed', error: { code: 'config' } });
      }
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ mediaUrls: [] }, /mediaUrls/],
    [{ mediaUrls: ['http://media.example/'] }, /mediaUrls/],
    [{ mediaUrls: ['https://*.media.example/'] }, /locate/],
    [{ mediaUrls: ['https://media.example/film.m3u8'] }, /locate/],
    [{ tokenUrl: 'http://auth.example/' }, /tokenUrl/],
    [{ clientSecret: '' }, /clientSecret/],
    [{ narrowTo: 'nothing' }, /narrowTo/],
    [{ accessToken: async () => ({ accessToken: 'x' }) }, /accessToken/],
  ])('%j is an error of configuration', (wrong, name) => {
    const options = {
      mediaUrls: ['https://media.example/'],
      ...{ tokenUrl: 'https://auth.example/token', clientId: 'app', clientSecret: 'canary-secret' },
      ...wrong,
    };
    expect(codeThrown(() => stapi(options))).toBe('config');
    expect(() => stapi(options)).toThrow(name);
    expect(() => stapi(options)).not.toThrow(/canary/);
  });
});
