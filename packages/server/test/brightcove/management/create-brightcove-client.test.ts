import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createBrightcoveClient } from '../../../src/brightcove/index.ts';
import { ACCOUNT, CLIENT_SECRET, failureOf, managementOver } from '../brightcove-support.ts';

const KEYS = `https://playback-auth.api.brightcove.com/v1/accounts/${ACCOUNT}/keys`;

describe('A9.1 an access token', () => {
  it('is asked for by client credentials with Basic', async () => {
    const { management, sent } = managementOver(() => Response.json([]));
    await management.keys.list();
    expect(sent[0]).toEqual({
      method: 'POST',
      url: 'https://oauth.brightcove.com/v4/access_token',
      headers: {
        accept: 'application/json',
        authorization: `Basic ${btoa(`client-1:${encodeURIComponent(CLIENT_SECRET)}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
      redirect: 'manual',
    });
    expect(sent[1]).toMatchObject({ url: KEYS, headers: { authorization: 'Bearer at-1' } });
  });

  it('is shared by all of an account’s APIs while it lasts, and by calls at once', async () => {
    const { management, sent, clock } = managementOver(() => Response.json([]));
    const tokenCalls = (): number => sent.filter(({ url }) => url.includes('oauth')).length;
    await Promise.all([management.keys.list(), management.blacklist.list()]);
    await management.devices.ofUser('v-1');
    expect(tokenCalls()).toBe(1);
    await clock.advance(300_000);
    await management.keys.list();
    expect(tokenCalls()).toBe(2);
  });

  it('that is refused is replaced once', async () => {
    const { management, sent } = managementOver(() => new Response(null, { status: 401 }));
    expect(await failureOf(management.keys.list(), CLIENT_SECRET)).toMatchObject({
      code: 'vendor_credentials',
      status: 401,
    });
    expect(sent.map(({ url }) => new URL(url).host)).toEqual([
      'oauth.brightcove.com',
      'playback-auth.api.brightcove.com',
      'oauth.brightcove.com',
      'playback-auth.api.brightcove.com',
    ]);
  });

  it.each([
    [400, 'invalid_client', 'vendor_credentials'],
    [400, 'invalid-client', 'vendor_credentials'],
    [400, 'unauthorized-client', 'vendor_forbidden'],
    [400, 'access-denied', 'vendor_forbidden'],
    [400, 'invalid-grant', 'vendor_credentials'],
    [400, 'invalid-request', 'vendor_request'],
    [400, 'invalid-scope', 'vendor_request'],
    [400, 'unsupported-grant-type', 'vendor_not_implemented'],
    [500, 'server-error', 'vendor_status'],
  ])('that is not given is told by its reason: %d %s', async (status, error, code) => {
    const { management } = managementOver(() => Response.json([]), {
      fetch: () =>
        Promise.resolve(Response.json({ error, error_description: 'canary' }, { status })),
    });
    expect(await failureOf(management.keys.list(), 'canary', CLIENT_SECRET)).toMatchObject({
      code,
      reason: error.replaceAll('-', '_'),
    });
  });
});

describe('an option', () => {
  const good = { accountId: ACCOUNT, clientId: 'c', clientSecret: CLIENT_SECRET };
  it.each([
    ['accountId', { accountId: '../7' }],
    ['clientId', { clientId: '' }],
    ['clientSecret', { clientSecret: '' }],
    ['clientSecret', { clientSecret: 'short' }],
    ['apiUrl', { apiUrl: 'http://api.example/v1' }],
    ['tokenUrl', { tokenUrl: 'https://oauth.example/token?x=1' }],
    ['reportHosts', { reportHosts: [''] }],
    ['reportHosts', { reportHosts: ['https://reports.example'] }],
    ['reportHosts', { reportHosts: ['*.example'] }],
    ['retries', { retries: 9 }],
  ])('%s that is wrong is named, and not told', (name, wrong) => {
    expect(() => createBrightcoveClient({ ...good, ...wrong })).toThrow(
      expect.objectContaining({
        code: 'config',
        message: expect.stringContaining(name) as unknown,
      }),
    );
  });

  it('A91 that is a sandbox’s is for loopback only', () => {
    const clientSecret = 'sandbox_cs_0123456789';
    expect(() => createBrightcoveClient({ ...good, clientSecret })).toThrow(/a sandbox's/);
    const tokenUrl = 'http://127.0.0.1:4003/v4/access_token';
    expect(createBrightcoveClient({ ...good, clientSecret, tokenUrl })).toBeTruthy();
  });
});

it('A48 holds its secret where nothing prints it', () => {
  const { management } = managementOver(() => Response.json([]));
  expect(inspect(management, { depth: 9, showHidden: true })).not.toContain('canary');
});
