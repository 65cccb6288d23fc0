import { describe, expect, it } from 'vitest';
import { createPassHandler, grant, mintPass } from '../../src/index.ts';
import { secureVideo } from '../../src/secure-video/index.ts';
import type { SecureVideoOptions } from '../../src/secure-video/index.ts';
import { codeThrown } from '../api/api-support.ts';
import { APP, ask } from '../support.ts';
import { KEYS, rejection, secureVideoWorld } from './secure-video-world.ts';

const passFor = (options: SecureVideoOptions, asset = 'api') =>
  mintPass({ vendor: secureVideo(options), grant: { asset } });

describe('SV-B1 the pass', () => {
  it('puts the public identifier into the query of API calls, and nothing anywhere else', async () => {
    const pass = await passFor(KEYS);
    expect(pass.source).toBeUndefined();
    expect(pass.rules).toEqual([
      {
        match: { urls: ['https://api.securevideo.com/'], kinds: ['api'] },
        place: [{ kind: 'query', params: { apiKey: KEYS.identifier } }],
        refusals: { 401: 'deny', 403: 'deny', 412: 'deny' },
      },
    ]);
    expect(JSON.stringify(pass)).not.toContain(KEYS.secretKey);
  });

  it('may be for a part of the API, under another name, percent-encoded', async () => {
    const pass = await passFor({
      identifier: 'id+with/odd&parts',
      secretKey: KEYS.secretKey,
      param: 'ApiIdentifier',
      apiUrl: 'https://api.securevideo.com/session/',
    });
    expect(pass.rules).toMatchObject([
      {
        match: { urls: ['https://api.securevideo.com/session/'] },
        place: [{ params: { ApiIdentifier: 'id%2Bwith%2Fodd%26parts' } }],
      },
    ]);
  });

  it('SV-E2 opens what pages may read, and no more', async () => {
    const { sandbox, options, tell } = await secureVideoWorld();
    const { apiUrl = '' } = options;
    const { rules } = await passFor({ ...sandbox.keys.secureVideo, apiUrl });
    const [placement] = rules[0]?.place ?? [];
    if (placement?.kind !== 'query') throw new Error('The placement is another.');
    const query = Object.entries(placement.params).map((pair) => pair.join('='));
    const fromPage = (method: string, path: string) =>
      fetch(`${apiUrl}${path}?${query.join('&')}`, {
        method,
        headers: { 'Content-Type': 'application/json', Origin: APP },
      });
    expect((await fromPage('GET', 'session/5')).status).toBe(200);
    expect((await fromPage('DELETE', 'user/6')).status).toBe(401);
    expect(await tell('alarms')).toEqual({ alarms: [] });
  });

  it('is answered by a pass handler without the secret key', async () => {
    const handle = createPassHandler({
      vendor: secureVideo(KEYS),
      decide: () => grant({ asset: 'api', viewer: 'viewer-1', lifetimeSeconds: 60 }),
      origins: [APP],
    });
    const response = await handle(ask());
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ expires_in: 60, subject: 'viewer-1' });
    expect(text).toContain(KEYS.identifier);
    expect(text).not.toContain(KEYS.secretKey);
  });

  it.each(['launch-film', '', 'API', 'session/5'])('is for no asset %j', async (asset) => {
    expect(await rejection(passFor(KEYS, asset))).toMatchObject({ code: 'invalid_grant' });
  });

  it.each([
    { param: '' },
    { param: 'a=b' },
    { param: 'a&b' },
    { apiUrl: 'http://api.securevideo.com/' },
    { apiUrl: 'https://api.securevideo.com/?x=1' },
    { apiUrl: 'https://API.securevideo.com/' },
    { identifier: KEYS.secretKey },
  ])('is not made with %j', (wrong) => {
    expect(codeThrown(() => secureVideo({ ...KEYS, ...wrong }))).toBe('config');
  });
});
