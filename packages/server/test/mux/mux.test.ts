import { epochMs, formatPass, parsePass } from '@playgate/protocol';
import { describe, expect, it } from 'vitest';
import { grant } from '../../src/index.ts';
import type { MuxOptions } from '../../src/mux/index.ts';
import { RSA } from '../jwt/keys.ts';
import { ask, codeOf, NOW, passHandler } from '../support.ts';
import { claimsOf, errorOf, passFrom, tokenFor, vendorWith } from './mux-support.ts';
import { KEY_ID, PLAYBACK_ID } from './vectors.ts';

const STREAM = `https://stream.mux.com/${PLAYBACK_ID}`;
const IMAGE = `https://image.mux.com/${PLAYBACK_ID}`;
const LICENSE = 'https://license.mux.com';
const ALL = ['video', 'thumbnail', 'gif', 'storyboard', 'drm_license'] as const;

describe('B.1 a pass', () => {
  it('has a token for each kind, and puts it where that kind is, and nowhere else', async () => {
    const pass = await passFrom(vendorWith({ kinds: ALL }));
    const token = (url: string) => ({ kind: 'query', params: { token: tokenFor(pass, url) } });
    const picture = { 403: 'retry', 412: 'retry' };
    expect(pass).toEqual({
      kind: 'pass',
      lifetimeSeconds: 600,
      source: {
        src: `${STREAM}.m3u8`,
        type: 'application/x-mpegURL',
        keySystems: {
          'com.widevine.alpha': { url: `${LICENSE}/license/widevine/${PLAYBACK_ID}` },
          'com.microsoft.playready': { url: `${LICENSE}/license/playready/${PLAYBACK_ID}` },
          'com.apple.fps.1_0': {
            licenseUri: `${LICENSE}/license/fairplay/${PLAYBACK_ID}`,
            certificateUri: `${LICENSE}/appcert/fairplay/${PLAYBACK_ID}`,
          },
        },
      },
      rules: [
        {
          match: { urls: ['webp', 'jpg', 'png'].map((type) => `${IMAGE}/thumbnail.${type}`) },
          place: [token(`${IMAGE}/thumbnail.webp`)],
          refusals: picture,
        },
        {
          match: { urls: ['gif', 'webp'].map((type) => `${IMAGE}/animated.${type}`) },
          place: [token(`${IMAGE}/animated.gif`)],
          refusals: picture,
        },
        {
          match: {
            urls: ['vtt', 'json', 'webp', 'jpg', 'png'].map(
              (type) => `${IMAGE}/storyboard.${type}`,
            ),
          },
          place: [token(`${IMAGE}/storyboard.vtt`)],
          refusals: picture,
        },
        {
          match: { urls: [`${STREAM}.m3u8`, `${STREAM}/`] },
          place: [token(`${STREAM}.m3u8`)],
          refusals: { 403: 'renew', 412: 'retry' },
        },
        {
          match: {
            urls: [
              ...['widevine', 'playready', 'fairplay'].map(
                (system) => `${LICENSE}/license/${system}/${PLAYBACK_ID}`,
              ),
              `${LICENSE}/appcert/fairplay/${PLAYBACK_ID}`,
            ],
          },
          place: [token(`${LICENSE}/license/widevine/${PLAYBACK_ID}`)],
          refusals: { 403: 'renew' },
        },
        {
          match: {
            urls: [
              'https://*.fastly.mux.com/',
              'https://*.cfcdn.mux.com/',
              'https://*.edgemv.mux.com/',
            ],
          },
          place: [{ kind: 'none' }],
          refusals: { 403: 'reload' },
        },
      ],
    });
  });

  it('A29 says in each token what it is for', async () => {
    const pass = await passFrom(vendorWith({ kinds: ALL }));
    const said = [
      ...[`${STREAM}.m3u8`, `${IMAGE}/thumbnail.jpg`, `${IMAGE}/animated.gif`],
      ...[`${IMAGE}/storyboard.vtt`, `${LICENSE}/license/widevine/${PLAYBACK_ID}`],
    ].map((url) => claimsOf(tokenFor(pass, url)));
    const exp = NOW / 1000 + 600;
    expect(said).toEqual(
      ['v', 't', 'g', 's', 'd'].map((aud) => ({ kid: KEY_ID, sub: PLAYBACK_ID, aud, exp })),
    );
  });

  it('opens a video, its pictures and its storyboard unless the options say otherwise', async () => {
    const { rules, source } = await passFrom(vendorWith());
    expect(rules.map(({ match }) => match.urls[0])).toEqual([
      `${IMAGE}/thumbnail.webp`,
      `${IMAGE}/storyboard.vtt`,
      `${STREAM}.m3u8`,
      'https://*.fastly.mux.com/',
    ]);
    expect(source).toEqual({ src: `${STREAM}.m3u8`, type: 'application/x-mpegURL' });
  });

  it('opens what a grant permits, and no more', async () => {
    const film = await passFrom(vendorWith(), { permissions: ['video'] });
    expect(film.rules.map(({ match }) => match.urls[0])).toEqual([
      `${STREAM}.m3u8`,
      'https://*.fastly.mux.com/',
    ]);
    const picture = await passFrom(vendorWith(), { permissions: ['gif'] });
    expect(picture.rules.map(({ match }) => match.urls[0])).toEqual([`${IMAGE}/animated.gif`]);
    expect(picture.source).toBeUndefined();
    for (const permissions of [[], ['v'], ['video', 'stats'], ['constructor']])
      expect(await errorOf(() => passFrom(vendorWith(), { permissions }))).toMatchObject({
        code: 'invalid_grant',
      });
  });

  it('goes to other addresses where the vendor has given a domain of one’s own', async () => {
    const pass = await passFrom(
      vendorWith({
        streamUrl: 'https://stream.films.example',
        imageUrl: 'https://image.films.example/',
        mediaUrls: ['https://*.fastly.films.example/'],
      }),
    );
    expect(pass.source?.src).toBe(`https://stream.films.example/${PLAYBACK_ID}.m3u8`);
    expect(pass.rules.map(({ match }) => match.urls[0])).toEqual([
      `https://image.films.example/${PLAYBACK_ID}/thumbnail.webp`,
      `https://image.films.example/${PLAYBACK_ID}/storyboard.vtt`,
      `https://stream.films.example/${PLAYBACK_ID}.m3u8`,
      'https://*.fastly.films.example/',
    ]);
  });

  it('is one that browsers take', async () => {
    const { handle } = passHandler({
      vendor: vendorWith({ kinds: ALL }),
      decide: () => grant({ asset: PLAYBACK_ID, viewer: 'v-1', lifetimeSeconds: 60 }),
    });
    const answer = await handle(ask());
    const pass = parsePass(await answer.json());
    expect(pass).toMatchObject({ mode: 'renewable', subject: 'v-1', lifetimeMs: 60_000 });
    expect(parsePass(JSON.parse(JSON.stringify(formatPass(pass))))).toEqual(pass);
  });

  it('is renewed by one with the same rules and another token', async () => {
    const first = await passFrom(vendorWith());
    const second = await passFrom(vendorWith(), {}, { now: epochMs(NOW + 30_000) });
    const urlsOf = ({ rules }: typeof first) => rules.map(({ match }) => match.urls);
    expect(urlsOf(first)).toEqual(urlsOf(second));
    expect(first.source).toEqual(second.source);
    expect(tokenFor(first, `${STREAM}.m3u8`)).not.toBe(tokenFor(second, `${STREAM}.m3u8`));
  });
});

describe('what stands in a token besides', () => {
  it('is given for each kind; a grant’s claims are the video’s, and count more', async () => {
    const pass = await passFrom(
      vendorWith({
        params: (kind, { viewer = '' }) =>
          kind === 'video' ? { max_resolution: '1080p', for: viewer } : { width: 640 },
      }),
      { viewer: 'v-1', claims: { max_resolution: '720p' } },
    );
    expect(claimsOf(tokenFor(pass, `${STREAM}.m3u8`))).toMatchObject({
      ...{ max_resolution: '720p', for: 'v-1' },
    });
    const thumbnail = claimsOf(tokenFor(pass, `${IMAGE}/thumbnail.jpg`));
    expect(thumbnail).toMatchObject({ width: 640 });
    expect(thumbnail).not.toHaveProperty('max_resolution');
  });

  it('A14 is never what the token opens or how long', async () => {
    for (const name of ['sub', 'aud', 'exp', 'kid'])
      expect(
        await errorOf(() => passFrom(vendorWith(), { claims: { [name]: 'other' } })),
      ).toMatchObject({ code: 'invalid_grant' });
  });

  it('names the playback restriction in every token', async () => {
    const restrictions = async (options: Partial<MuxOptions>, viewer?: string) => {
      const pass = await passFrom(vendorWith(options), viewer === undefined ? {} : { viewer });
      return [`${STREAM}.m3u8`, `${IMAGE}/thumbnail.jpg`, `${IMAGE}/storyboard.vtt`].map(
        (url) => Object(claimsOf(tokenFor(pass, url))).playback_restriction_id,
      );
    };
    const byViewer = { playbackRestrictionId: ({ viewer }: { viewer?: string }) => viewer };
    expect(await restrictions({ playbackRestrictionId: 'r-1' })).toEqual(Array(3).fill('r-1'));
    expect(await restrictions(byViewer, 'r-2')).toEqual(Array(3).fill('r-2'));
    expect(await restrictions(byViewer)).toEqual(Array(3).fill(undefined));
  });
});

describe('a configuration', () => {
  it.each<[string, object, string]>([
    ['kinds that are none', { kinds: ['stats'] }, 'kinds'],
    ['no kinds', { kinds: [] }, 'kinds'],
    ['one kind that is no list', { kinds: 'video' }, 'kinds'],
    ['http', { streamUrl: 'http://stream.mux.com' }, 'streamUrl'],
    ['a user', { imageUrl: 'https://canary@image.mux.com' }, 'imageUrl'],
    ['a query', { licenseUrl: 'https://license.mux.com/?canary' }, 'licenseUrl'],
    ['no media', { mediaUrls: [] }, 'mediaUrls'],
    ['media anywhere', { mediaUrls: ['https://*/'] }, 'mediaUrls'],
  ])('with %s is refused, naming the option', async (_what, options, name) => {
    const error = await errorOf(() => vendorWith(options));
    expect(error).toMatchObject({ code: 'config' });
    expect(error.message).toContain(name);
  });

  it('is refused in a browser page', async () => {
    Object.assign(globalThis, { document: {} });
    try {
      expect(await errorOf(() => vendorWith())).toMatchObject({ code: 'config' });
    } finally {
      Reflect.deleteProperty(globalThis, 'document');
    }
  });
});

describe('what is told', () => {
  it('to the browser of a grant that cannot be minted is generic, and the audit holds no token', async () => {
    const { handle, events } = passHandler({
      vendor: vendorWith(),
      decide: () => grant({ asset: 'no playback id' }),
    });
    const answer = await handle(ask());
    expect([answer.status, await codeOf(answer)]).toEqual([500, 'server_error']);
    expect(events).toMatchObject([{ outcome: 'failed' }]);
  });

  it('in an audit is no token and no key', async () => {
    const { handle, events } = passHandler({
      vendor: vendorWith(),
      decide: () => grant({ asset: PLAYBACK_ID }),
    });
    expect((await handle(ask())).status).toBe(200);
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).not.toMatch(/eyJ|BEGIN/);
    expect(JSON.stringify(vendorWith())).not.toContain(RSA.pem.slice(40, 80));
  });
});
