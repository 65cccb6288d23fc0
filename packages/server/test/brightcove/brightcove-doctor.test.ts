import { describe, expect, it } from 'vitest';
import { brightcoveDoctor } from '../../src/brightcove/index.ts';
import type { BrightcoveDoctorOptions } from '../../src/brightcove/index.ts';
import { runDoctor } from '../../src/doctor/index.ts';
import type { DoctorFinding } from '../../src/doctor/index.ts';
import { importSigningKey } from '../../src/jwt/import-signing-key.ts';
import { ManualClock } from '../api/manual-clock.ts';
import { RSA, rsa } from '../jwt/keys.ts';
import { NOW } from '../support.ts';
import {
  ACCOUNT,
  DASH_DRM,
  HLSE_URL,
  hls,
  managementOver,
  recordingFetch,
  VIDEO,
  video,
} from './brightcove-support.ts';
import type { Answering, Sent } from './brightcove-support.ts';

const ORIGIN = 'https://app.example';
const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'bcov-auth' };
const OTHER = rsa(2048);

const spki = (key: typeof RSA): string =>
  key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

/** A vendor whose video is as given and whose media say this. */
const edge =
  (answer: () => Response, media: ResponseInit = { headers: CORS }): Answering =>
  ({ url }) => {
    const date = new Date(NOW).toUTCString();
    if (url.includes('/videos/')) return answer();
    if (url.includes('edge-auth')) return new Response(null, { status: 404, headers: { date } });
    return new Response('x', media);
  };

async function examine(
  answer: Answering,
  options: Partial<BrightcoveDoctorOptions> = {},
  registered: readonly string[] = [spki(RSA)],
): Promise<{ readonly findings: readonly DoctorFinding[]; readonly sent: readonly Sent[] }> {
  const { fetch, sent } = recordingFetch(answer);
  const keys = registered.map((value, i) => ({ id: `k-${i}`, value }));
  const { management } = managementOver(() => Response.json(keys));
  const checks = brightcoveDoctor({
    vendor: { accountId: ACCOUNT, signingKey: RSA.pem, retries: 0 },
    client: management,
    asset: `video:${VIDEO}`,
    origin: ORIGIN,
    ...options,
  });
  const findings: DoctorFinding[] = [];
  const context = { fetch, clock: new ManualClock() };
  for await (const finding of runDoctor(checks, context)) findings.push(finding);
  for (const finding of findings) expect(JSON.stringify(finding)).not.toMatch(/eyJ|MII|fastly/);
  return { findings, sent };
}

const found = (findings: readonly DoctorFinding[], id: string) =>
  findings.filter((finding) => finding.id === id);

describe('a sound configuration', () => {
  it('with HLSe is fine in everything: key, registration, clock, playback, CORS', async () => {
    const { findings, sent } = await examine(edge(() => Response.json(video(hls(HLSE_URL)))));
    expect(findings.map(({ id, level }) => `${id} ${level}`)).toEqual([
      'brightcove.key ok',
      'brightcove.registered-key ok',
      'brightcove.clock ok',
      'brightcove.playback ok',
      'brightcove.cors ok',
    ]);
    expect(sent.at(-1)?.url).toMatch(/master\.m3u8\?fastly_token=x%3D&bcov_auth=eyJ/);
  });

  it('with DRM is asked for its licences as a browser would', async () => {
    const { findings, sent } = await examine(edge(() => Response.json(video(DASH_DRM))));
    expect(findings.every(({ level }) => level === 'ok')).toBe(true);
    expect(found(findings, 'brightcove.license-cors').length).toBeGreaterThan(0);
    expect(sent.filter(({ method }) => method === 'OPTIONS')[0]?.headers).toMatchObject({
      'access-control-request-headers': 'bcov-auth',
      'access-control-request-method': 'POST',
    });
  });

  it('keeps nobody’s token', async () => {
    const mintedTokens = {
      isCutOff: () => Promise.reject(new Error('asked')),
      cutOff: () => Promise.reject(new Error('asked')),
      restore: () => Promise.reject(new Error('asked')),
      admit: () => Promise.reject(new Error('asked')),
    };
    const vendor = { accountId: ACCOUNT, signingKey: RSA.pem, mintedTokens };
    const { findings } = await examine(
      edge(() => Response.json(video(hls(HLSE_URL)))),
      { vendor },
    );
    expect(found(findings, 'brightcove.playback')).toMatchObject([{ level: 'ok' }]);
  });

  it('over a vault skips what a vault does not show', async () => {
    const signingKey = importSigningKey(RSA.pem, { name: 'k', algorithm: 'RS256' });
    const vendor = { accountId: ACCOUNT, signingKey };
    const { findings } = await examine(
      edge(() => Response.json(video(hls(HLSE_URL)))),
      { vendor },
    );
    expect(findings.map(({ id }) => id)).toEqual([
      'brightcove.clock',
      'brightcove.playback',
      'brightcove.cors',
    ]);
  });
});

describe('what is wrong is said in words', () => {
  const good = edge(() => Response.json(video(hls(HLSE_URL))));

  it('a key that is too short', async () => {
    const vendor = { accountId: ACCOUNT, signingKey: rsa(1024).pem };
    const { findings } = await examine(good, { vendor });
    expect(found(findings, 'brightcove.key')).toMatchObject([
      { level: 'problem', summary: expect.stringContaining('1024 bits') as unknown },
    ]);
  });

  it('a key that the vendor does not know', async () => {
    const { findings } = await examine(good, {}, [spki(OTHER)]);
    expect(found(findings, 'brightcove.registered-key')).toMatchObject([
      { level: 'problem', summary: expect.stringContaining('none of the 1 keys') as unknown },
    ]);
  });

  it('a clock that is ahead', async () => {
    const { findings } = await examine(({ url }) =>
      url.includes('/videos/')
        ? Response.json(video(hls(HLSE_URL)))
        : new Response(null, {
            headers: { ...CORS, date: new Date(NOW - 90_000).toUTCString() },
          }),
    );
    expect(found(findings, 'brightcove.clock')).toMatchObject([{ level: 'problem' }]);
  });

  it.each([
    [401, 'TOKEN_VALIDATION', /Register the public half/],
    [401, 'TOKEN_REQUIRED', /Authorization header/],
    [403, 'ACCOUNT_ID', /another account/],
    [403, 'CLIENT_GEO', /claim ip/],
    [403, 'DOMAIN', /pageOrigin/],
    [403, 'TAGS', /claim tags/],
    [403, 'VIDEO_NOT_PLAYABLE', /schedule/],
    [404, 'VIDEO_NOT_FOUND', /reference id/],
    [502, 'RIGHTS_RETRIEVE_FAILURE', /errors of the vendor/],
  ])('a no of the Playback API: %d %s', async (status, error_subcode, advice) => {
    const { findings } = await examine(
      edge(() => Response.json([{ error_subcode, message: 'canary' }], { status })),
    );
    expect(found(findings, 'brightcove.playback')).toEqual([
      {
        id: 'brightcove.playback',
        level: 'problem',
        summary: `Brightcove refuses video:${VIDEO} (${status} ${error_subcode}).`,
        advice: expect.stringMatching(advice) as unknown,
      },
    ]);
  });

  it('sources that lead elsewhere', async () => {
    const { findings } = await examine(edge(() => Response.json(video())));
    expect(found(findings, 'brightcove.playback')).toMatchObject([
      { level: 'problem', summary: expect.stringContaining('mediaUrls') as unknown },
    ]);
  });

  it('media that a page may not read', async () => {
    const answer = edge(() => Response.json(video(hls(HLSE_URL))), {});
    const { findings } = await examine(answer);
    expect(found(findings, 'brightcove.cors')).toMatchObject([{ level: 'problem' }]);
  });
});
