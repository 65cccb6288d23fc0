import { describe, expect, it } from 'vitest';
import { clientCredentials } from '../../../src/api/tokens/client-credentials.ts';
import type { ClientCredentialsOptions } from '../../../src/api/tokens/client-credentials.ts';
import type { AccessTokens } from '../../../src/api/tokens/access-tokens.ts';
import type { VendorCallEvent } from '../../../src/api/vendor-api.ts';
import { deaf, json, refused, status } from '../api-support.ts';
import type { Reaction } from '../api-support.ts';
import { ManualClock, settle } from '../manual-clock.ts';

const GRANT = { access_token: 'abc', token_type: 'Bearer', expires_in: 300 };

function asking(
  reactions: readonly Reaction[],
  options: Partial<ClientCredentialsOptions> = {},
): {
  readonly tokens: AccessTokens;
  readonly clock: ManualClock;
  readonly requests: { readonly url: string; readonly init: RequestInit }[];
  readonly events: VendorCallEvent[];
} {
  const clock = new ManualClock();
  const requests: { readonly url: string; readonly init: RequestInit }[] = [];
  const events: VendorCallEvent[] = [];
  const tokens = clientCredentials({
    vendor: 'vendor',
    name: 'Vendor',
    tokenUrl: 'https://oauth.example/v4/access_token',
    clientId: 'my id',
    clientSecret: 's+c:r&t',
    authMethod: 'basic',
    clock,
    random: () => 0.5,
    newId: () => 'id-1',
    onCall: (event) => events.push(event),
    fetch: async (input, init = {}) => {
      const { url } = new Request(input);
      requests.push({ url, init });
      const reaction = reactions[Math.min(requests.length, reactions.length) - 1];
      if (reaction === undefined) throw new TypeError('no reaction');
      return reaction(url, init);
    },
    ...options,
  });
  return { tokens, clock, requests, events };
}

describe('the request for a token', () => {
  it.each([
    [
      'basic: form-encoded, then base64 (RFC 6749, section 2.3.1)',
      'basic',
      `Basic ${btoa('my+id:s%2Bc%3Ar%26t')}`,
      'grant_type=client_credentials',
    ],
    [
      'post',
      'post',
      null,
      'grant_type=client_credentials&client_id=my+id&client_secret=s%2Bc%3Ar%26t',
    ],
    ['basic-raw', 'basic-raw', 'Basic s+c:r&t', 'grant_type=client_credentials&client_id=my+id'],
  ] as const)('STA-S2 says who asks by %s', async (_what, authMethod, header, body) => {
    const { tokens, requests } = asking([json(GRANT)], { authMethod });
    expect((await tokens.get()).reveal()).toBe('abc');
    const [request] = requests;
    expect(request?.url).toBe('https://oauth.example/v4/access_token');
    expect(request?.init).toMatchObject({ method: 'POST', body });
    const headers = new Headers(request?.init.headers);
    expect(headers.get('authorization')).toBe(header);
    expect(headers.get('content-type')).toBe('application/x-www-form-urlencoded');
  });

  it('names scope and further members', async () => {
    const { tokens, requests } = asking([json(GRANT)], {
      scope: 'video.read video.write',
      params: { device_name: 'my server' },
    });
    await tokens.get();
    expect(requests[0]?.init.body).toBe(
      'grant_type=client_credentials&scope=video.read+video.write&device_name=my+server',
    );
  });

  it('is told to onCall by the path of the endpoint', async () => {
    const { tokens, events } = asking([json(GRANT)]);
    await tokens.get();
    expect(events).toMatchObject([
      { method: 'POST', path: '/v4/access_token', status: 200, correlationId: 'id-1' },
    ]);
  });

  it('is repeated where that helps', async () => {
    const { tokens, clock } = asking([refused(), status(503), json(GRANT)]);
    const token = tokens.get();
    await clock.advance(1000);
    expect((await token).reveal()).toBe('abc');
  });

  it('ends when nobody waits for it any more', async () => {
    const { tokens, requests } = asking([deaf]);
    const gone = new AbortController();
    const leaving = tokens.get(gone.signal).catch((error: unknown) => error);
    await settle();
    gone.abort();
    expect(await leaving).toMatchObject({ code: 'aborted' });
    expect(requests.map(({ init }) => init.signal?.aborted)).toEqual([true]);
  });

  it('takes no longer than its attempts may: a wait that the vendor asks for is left to the caller', async () => {
    const { tokens, requests } = asking([status(429, { 'retry-after': '20' })]);
    await expect(tokens.get()).rejects.toMatchObject({
      code: 'vendor_rate_limited',
      retryAfterSeconds: 20,
    });
    expect(requests).toHaveLength(1);
  });

  it('S4 follows no redirect', async () => {
    const { tokens, requests } = asking([status(302, { location: 'https://evil.example/' })]);
    await expect(tokens.get()).rejects.toMatchObject({ code: 'vendor_response' });
    expect(requests).toHaveLength(1);
  });
});

describe('a token answer', () => {
  it.each([
    ['bearer in lower case', { ...GRANT, token_type: 'bearer' }],
    ['all of token68', { ...GRANT, access_token: 'aZ09-._~+/==' }],
    ['one character', { ...GRANT, access_token: 'a' }],
    ['8192 characters', { ...GRANT, access_token: 'a'.repeat(8192) }],
    ['a life of half a second', { ...GRANT, expires_in: 0.5 }],
    ['further members', { ...GRANT, refresh_token: 'r', scope: 'x', extra: {} }],
  ])('may have %s', async (_what, grant) => {
    const { tokens } = asking([json(grant)]);
    expect((await tokens.get()).reveal()).toBe(grant.access_token);
  });

  it.each([
    ['no token', { ...GRANT, access_token: undefined }],
    ['an empty token', { ...GRANT, access_token: '' }],
    ['a number for a token', { ...GRANT, access_token: 7 }],
    ['a token with a line end', { ...GRANT, access_token: 'a\r\nX: 1' }],
    ['a token with a blank', { ...GRANT, access_token: 'a b' }],
    ['a token that is too long', { ...GRANT, access_token: 'a'.repeat(8193) }],
    ['no type', { ...GRANT, token_type: undefined }],
    ['another type', { ...GRANT, token_type: 'DPoP' }],
    ['a type that is a number', { ...GRANT, token_type: 1 }],
    ['a life of 0', { ...GRANT, expires_in: 0 }],
    ['a negative life', { ...GRANT, expires_in: -1 }],
    ['a life that is text', { ...GRANT, expires_in: '300' }],
    ['an array', [GRANT]],
    ['null', null],
  ])('T12 with %s is none', async (_what, grant) => {
    const { tokens } = asking([json(grant)]);
    await expect(tokens.get()).rejects.toMatchObject({
      code: 'vendor_response',
      vendor: 'vendor',
      correlationId: 'id-1',
      message: 'Vendor answered no usable access token.',
    });
  });

  it('T12 with a life beyond all numbers is none', async () => {
    const endless = '{"access_token":"a","token_type":"bearer","expires_in":1e400}';
    const { tokens } = asking([
      () => new Response(endless, { headers: { 'content-type': 'application/json' } }),
    ]);
    await expect(tokens.get()).rejects.toMatchObject({ code: 'vendor_response' });
  });

  it.each([
    [undefined, 300],
    [60, 60],
  ])('that does not say how long it lasts is kept as configured: %s', async (given, seconds) => {
    const { tokens, clock, requests } = asking([json({ ...GRANT, expires_in: undefined })], {
      ...(given !== undefined && { defaultLifetimeSeconds: given }),
    });
    await tokens.get();
    await clock.advance(seconds * 750 - 1);
    await tokens.get();
    expect(requests).toHaveLength(1);
    await clock.advance(1);
    await tokens.get();
    await clock.advance(0);
    expect(requests).toHaveLength(2);
  });
});

describe('a token endpoint that refuses', () => {
  it.each([
    [400, { error: 'invalid_client' }, 'vendor_credentials', 'invalid_client'],
    [401, { error: 'invalid_client' }, 'vendor_credentials', 'invalid_client'],
    [400, { error: 'invalid-client' }, 'vendor_credentials', 'invalid_client'],
    [400, { error: 'unauthorized_client' }, 'vendor_forbidden', 'unauthorized_client'],
    [400, { error: 'invalid_scope' }, 'vendor_request', 'invalid_scope'],
    [400, { error: 'invalid_target' }, 'vendor_request', 'invalid_target'],
    [501, { error: 'unsupported_grant_type' }, 'vendor_not_implemented', 'unsupported_grant_type'],
    [500, { error: 'server_error' }, 'vendor_status', 'server_error'],
    [400, { error: 'canary of their own' }, 'vendor_request', undefined],
    [400, { error: { code: 'x' } }, 'vendor_request', undefined],
    [400, 'invalid_client', 'vendor_request', undefined],
  ])('%i %j is %s', async (code, body, error, reason) => {
    const { tokens } = asking([json(body, { status: code })]);
    await expect(tokens.get()).rejects.toMatchObject({ code: error, reason, status: code });
  });
});

describe('its options', () => {
  it.each([
    ['tokenUrl', { tokenUrl: 'http://oauth.example/token' }],
    ['tokenUrl', { tokenUrl: 'https://oauth.example/token?grant_type=canary' }],
    ['clientId', { clientId: '' }],
    ['clientSecret', { clientSecret: '' }],
    ['clientSecret', { clientSecret: 'TOPSECRET' }],
    ['defaultLifetimeSeconds', { defaultLifetimeSeconds: 0 }],
    ['timeoutMs', { timeoutMs: 0 }],
  ])('name %s where it is wrong', (option, wrong) => {
    expect(() => asking([], wrong)).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringMatching(`^${option} `) }),
    );
  });

  it('name an authMethod that JavaScript may give', () => {
    // @ts-expect-error: none of the three
    expect(() => asking([], { authMethod: 'digest' })).toThrow(/^authMethod must be/);
  });
});
