import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/index.ts';
import type { DoctorFinding } from '../../../src/doctor/index.ts';
import { stapiDoctor } from '../../../src/stapi/index.ts';
import type { StapiDoctorOptions } from '../../../src/stapi/index.ts';
import { applicationWithScopes, stapiSandbox, withKey, withOAuth } from '../stapi-sandbox.ts';

async function findings(options: StapiDoctorOptions): Promise<readonly DoctorFinding[]> {
  const { signal } = new AbortController();
  const context = { fetch, clock: systemClock, signal };
  const all = await Promise.all(stapiDoctor(options).map((check) => check.run(context)));
  const found = all.flat();
  expect(JSON.stringify(found)).not.toContain('canary');
  return found;
}

const levels = (found: readonly DoctorFinding[]) => found.map(({ id, level }) => [id, level]);

describe('the doctor', () => {
  it('finds nothing to say of what is right', async () => {
    const sandbox = await stapiSandbox();
    const { addresses, keys } = sandbox;
    const found = await findings({
      api: withKey(sandbox),
      playback: {
        mediaUrls: [`${addresses.stapi}/media/`],
        tokenUrl: `${addresses.authorization}/token`,
        ...keys.authorization,
      },
      origin: 'https://app.example',
    });
    expect(new Set(found.map(({ level }) => level))).toEqual(new Set(['ok']));
    expect(new Set(found.map(({ id }) => id))).toEqual(
      new Set(['stapi.apiKey', 'stapi.playback', 'stapi.cors']),
    );
  });

  it('tries each key and the application by itself', async () => {
    const sandbox = await stapiSandbox();
    const api = {
      ...withOAuth(sandbox),
      ...{ apiKey: 'canary-wrong-key', nextApiKey: sandbox.keys.stapi.apiKey, allowBoth: true },
    };
    expect(levels(await findings({ api }))).toEqual([
      ['stapi.apiKey', 'problem'],
      ['stapi.nextApiKey', 'ok'],
      ['stapi.oauth', 'ok'],
    ]);
  });

  it('tells a key that is refused from one that may not', async () => {
    const sandbox = await stapiSandbox();
    const { key } = (await sandbox.tell('stapi', 'createApiKey', {
      ...{ name: 'Live', permissions: ['live:read'] },
    })) as { key: string };
    const [refused] = await findings({ api: { ...withKey(sandbox), apiKey: 'canary-wrong-key' } });
    expect(refused?.summary).toMatch(/401/);
    const [limited] = await findings({ api: { ...withKey(sandbox), apiKey: key } });
    expect(limited?.summary).toMatch(/403/);
  });

  it('warns of a key in the query', async () => {
    const sandbox = await stapiSandbox();
    const api = { ...withKey(sandbox), apiKeyPlacement: 'query' } as const;
    expect(levels(await findings({ api }))).toEqual([
      ['stapi.apiKey', 'ok'],
      ['stapi.apiKey', 'warning'],
    ]);
  });

  it('says what is wrong with options, and that a server does not answer', async () => {
    const [missing] = await findings({ api: {} });
    expect(missing?.summary).toMatch(/apiKey is missing/);
    const gone = { apiKey: 'canary-key-1', apiUrl: 'http://127.0.0.1:9/v1', retries: 0 };
    const [unreachable] = await findings({ api: gone });
    expect(unreachable?.level).toBe('problem');
  });

  it.each([
    ['a wrong secret', { clientSecret: 'canary-secret' }, 'problem', /clientSecret/],
    ['no narrowing', { narrowTo: 'account' as const }, 'warning', /all films/],
    ['a wildcard', { mediaUrls: ['https://*.media.example/'] }, 'problem', /mediaUrls/],
  ])('names %s of the playback', async (_what, wrong, level, words) => {
    const { addresses, keys } = await stapiSandbox();
    const playback = {
      mediaUrls: [`${addresses.stapi}/media/`],
      tokenUrl: `${addresses.authorization}/token`,
      ...keys.authorization,
      ...wrong,
    };
    const last = (await findings({ playback })).at(-1);
    expect(last).toMatchObject({ id: 'stapi.playback', level });
    expect(last?.summary).toMatch(words);
  });

  it('names a scope that is not the application’s', async () => {
    const sandbox = await stapiSandbox();
    const { addresses } = sandbox;
    const playback = {
      mediaUrls: [`${addresses.stapi}/media/`],
      tokenUrl: `${addresses.authorization}/token`,
      ...(await applicationWithScopes(sandbox, ['live:read'])),
    };
    const [finding] = await findings({ playback });
    expect(finding).toMatchObject({ level: 'problem', summary: expect.stringMatching(/scope/) });
  });

  it('warns of tokens that are long for a browser', async () => {
    const sandbox = await stapiSandbox();
    await sandbox.tell('authorization', 'setPolicy', { accessTokenSeconds: 86_400 });
    const { addresses, keys } = sandbox;
    const mediaUrls = [`${addresses.stapi}/media/`];
    const tokenUrl = `${addresses.authorization}/token`;
    const playback = { mediaUrls, tokenUrl, ...keys.authorization };
    const [finding] = await findings({ playback });
    expect(finding).toMatchObject({ level: 'warning', summary: expect.stringMatching(/86400/) });
  });

  it('does not ask for viewers’ own tokens', async () => {
    const accessToken = () => Promise.reject(new Error('asked'));
    const playback = { mediaUrls: ['https://media.example/'], accessToken };
    expect(levels(await findings({ playback }))).toEqual([['stapi.playback', 'ok']]);
  });
});
