import { createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createIbmViewerTokens, ibmViewerAuth } from '../../../src/ibm/index.ts';
import type { IbmViewerAuthOptions, IbmViewerTokensOptions } from '../../../src/ibm/index.ts';
import { grant, mintPass } from '../../../src/index.ts';
import type { PlaybackGrant, PlaybackPass } from '../../../src/index.ts';
import { ask, codeOf, passHandler } from '../../support.ts';
import { ibmWorld, rejection } from '../ibm-world.ts';
import { KEY_A, KEY_B } from '../vectors.ts';

const pem = createPrivateKey({ key: KEY_A, format: 'jwk' }).export({
  format: 'pem',
  type: 'pkcs8',
});
const publicPem = (key = KEY_A): string =>
  createPublicKey({ key, format: 'jwk' }).export({ format: 'pem', type: 'spki' }).toString();
const AUTH_URL = 'https://videos.yourcompany.com/content-auth';

/** Channel 1003 and its video 2004 behind viewer authentication, and a vendor that mints for them. */
async function setUp(
  options: Partial<IbmViewerAuthOptions> = {},
  more: Partial<IbmViewerTokensOptions> = {},
) {
  const { api, sandbox, clock } = await ibmWorld();
  await api.viewerAuth.set('channel:1003', { authUrl: AUTH_URL, publicKey: publicPem() });
  const tokens = createIbmViewerTokens({
    signingKey: pem.toString(),
    apiUrl: sandbox.addresses.ibm,
    clock,
    ...more,
  });
  const vendor = ibmViewerAuth({ tokens, vendorOrigin: sandbox.addresses.ibm, ...options });
  const mint = (granted: Partial<PlaybackGrant> = {}): Promise<PlaybackPass> =>
    mintPass({
      vendor,
      grant: { asset: 'video:2004', viewer: 'viewer-1', ...granted },
      now: clock.now(),
    });
  /** What became of the opening: the status, and why, if it was refused. */
  const open = async (url: string) => {
    const { status } = await fetch(url, { redirect: 'manual' });
    const openings = await sandbox.tell('ibm', 'openings');
    return [status, Array.isArray(openings) ? openings.at(-1)?.fault : undefined];
  };
  return { api, sandbox, clock, vendor, mint, open };
}

/** The address as a browser opens it. */
function placed({ rules, source }: PlaybackPass): string {
  const [rule] = rules;
  const [place] = rule?.place ?? [];
  if (source === undefined || place?.kind !== 'query') throw new Error('not such a pass');
  expect(rule?.match.urls).toEqual([source.src]);
  return `${source.src}?vt=${place.params['vt']}`;
}

describe('a pass', () => {
  it('names the frame, and opens it once', async () => {
    const { sandbox, mint, open } = await setUp();
    const pass = await mint();
    expect(pass).toMatchObject({
      mode: 'single-use',
      lifetimeMs: 55_000,
      subject: 'viewer-1',
      source: { src: `${sandbox.addresses.ibm}/embed/recorded/2004`, type: 'text/html' },
    });
    expect(await open(placed(pass))).toEqual([200, undefined]);
    expect(await open(placed(pass))).toEqual([302, 'used']);
    expect(await open(placed(await mint()))).toEqual([200, undefined]);
  });

  it.each([
    ['channel:1003', '/embed/1003'],
    ['video:2004', '/embed/recorded/2004'],
    ['chat:1003', '/chat/1003'],
    ['qna:1003', '/qna/1003'],
  ])('for %s opens %s', async (asset, path) => {
    const { sandbox, mint, open } = await setUp();
    const pass = await mint({ asset });
    expect(pass.source?.src).toBe(sandbox.addresses.ibm + path);
    expect(await open(placed(pass))).toEqual([200, undefined]);
  });

  it('is refused by the vendor a minute after it was dated', async () => {
    const { clock, mint, open } = await setUp();
    const [early, late] = [await mint(), await mint()];
    await clock.advance(55_999);
    expect(await open(placed(early))).toEqual([200, undefined]);
    await clock.advance(1);
    expect(await open(placed(late))).toEqual([302, 'late']);
  });

  it('of a clock that is ahead by as much as it is dated back is taken, by a second more it is not', async () => {
    const { sandbox, mint, open } = await setUp();
    await sandbox.setClock(-5000);
    expect(await open(placed(await mint()))).toEqual([200, undefined]);
    await sandbox.setClock(-6000);
    expect(await open(placed(await mint()))).toEqual([302, 'issued_at']);
  });

  it('of another content’s key is refused, and so is a changed one', async () => {
    const { api, mint, open } = await setUp();
    const other = { authUrl: AUTH_URL, publicKey: publicPem(KEY_B) };
    await api.viewerAuth.set('video:2004', other);
    expect(await open(placed(await mint()))).toEqual([302, 'signature']);
    await api.viewerAuth.delete('video:2004');
    const url = placed(await mint());
    expect(await open(`${url.slice(0, -8)}AAAAAAAA`)).toEqual([302, 'decryption']);
    expect(await open(url)).toEqual([200, undefined]);
  });

  it('is cut off by setting another key', async () => {
    const { api, mint, open } = await setUp();
    const pass = await mint();
    const other = { authUrl: AUTH_URL, publicKey: publicPem(KEY_B) };
    await api.viewerAuth.set('channel:1003', other);
    expect(await open(placed(pass))).toEqual([302, 'signature']);
  });

  it('goes on being minted when the vendor changes its key', async () => {
    const { sandbox, clock, mint, open } = await setUp({}, { maxAgeSeconds: 600 });
    expect(await open(placed(await mint()))).toEqual([200, undefined]);
    await sandbox.tell('ibm', 'rotateKey', { graceMs: 600_000 });
    expect(await open(placed(await mint()))).toEqual([200, undefined]);
    await clock.advance(600_000);
    expect(await open(placed(await mint()))).toEqual([200, undefined]);
  });

  it('tells the vendor of the viewer in the words that it is to know', async () => {
    const { mint, open } = await setUp({
      subjectOf: async ({ viewer }) => `${viewer}@app.example`,
    });
    const pass = await mint();
    expect(pass.subject).toBe('viewer-1');
    expect(await open(placed(pass))).toEqual([200, undefined]);
  });

  it('lasts no longer than was granted', async () => {
    const { mint } = await setUp();
    expect((await mint({ lifetimeSeconds: 10 })).lifetimeMs).toBe(10_000);
  });
});

describe('a grant that cannot be minted', () => {
  it.each(['1003', 'channel:', 'video:1/../2', 'clip:1', 'constructor:1', 'video:1:2', 'chat:x'])(
    'A16 for %s',
    async (asset) => {
      const { mint } = await setUp();
      expect(await rejection(mint({ asset }))).toMatchObject({ code: 'invalid_grant' });
    },
  );

  it('for nobody', async () => {
    const { vendor } = await setUp();
    const minted = mintPass({ vendor, grant: { asset: 'video:2004' } });
    expect(await rejection(minted)).toMatchObject({ code: 'invalid_grant' });
  });
});

it('what the browser is told, when the vendor’s key cannot be had, says nothing of it', async () => {
  const { sandbox, vendor } = await setUp({}, { retries: 0 });
  await sandbox.addFault({
    where: { listener: 'ibm', path: 'viewer-auth-public-key' },
    do: { action: 'html' },
  });
  const { handle, events } = passHandler({
    vendor,
    decide: () => grant({ asset: 'video:2004', viewer: 'viewer-1' }),
  });
  const response = await handle(ask());
  expect([response.status, await codeOf(response)]).toEqual([502, 'vendor_unavailable']);
  expect(events).toMatchObject([{ vendor: 'ibm-viewer-auth', outcome: 'failed' }]);
});

it.each<[string, Partial<IbmViewerAuthOptions>]>([
  ['vendorOrigin', { vendorOrigin: 'https://video.ibm.com/' }],
  ['tokens', { tokens: JSON.parse('{}') }],
])('A42 a wrong %s is refused by name', (name, options) => {
  const tokens = createIbmViewerTokens({ signingKey: pem.toString() });
  expect(() => ibmViewerAuth({ tokens, ...options })).toThrow(name);
});
