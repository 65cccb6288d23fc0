import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createIbmClient } from '../../../src/ibm/index.ts';
import type { IbmClient, IbmContent } from '../../../src/ibm/index.ts';
import { Secret } from '../../../src/index.ts';
import { RSA } from '../../jwt/keys.ts';
import { ibmWorld, LOCK, rejection } from '../ibm-world.ts';
import type { Sent } from '../ibm-world.ts';
import { PRINTED_PUBLIC_KEY } from '../vectors.ts';

const FORM = new URLSearchParams(LOCK).toString();
const FORM_TYPE = 'application/x-www-form-urlencoded';
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** A client that gets a token, and then this. */
const scripted = (answer: () => Response): IbmClient =>
  createIbmClient({
    clientId: 'c',
    clientSecret: 's',
    retries: 0,
    fetch: async (input) =>
      new Request(input).url.endsWith('/oauth2/token')
        ? Response.json({ access_token: 'a', token_type: 'bearer', expires_in: 86_400 })
        : answer(),
  });

/** The last request to the API, its bearer apart. */
const last = (sent: readonly Sent[]) => {
  const { authorization, ...rest } = sent.at(-1) ?? expect.fail('nothing was sent');
  expect(authorization).toMatch(/^Bearer sandbox_[\w-]{32}$/);
  return rest;
};

describe('the requests that the vendor prints', () => {
  it('PUT of a channel’s lock is 201 for a new one, 204 for one that replaces', async () => {
    const { api, sent } = await ibmWorld();
    await api.hashLocks.delete('channel:1001');
    expect(await api.hashLocks.set('channel:1001', LOCK)).toBe('created');
    expect(last(sent)).toEqual({
      method: 'PUT',
      path: '/channels/1001/locks/hash/advanced.json',
      contentType: FORM_TYPE,
      body: FORM,
    });
    expect(await api.hashLocks.set('channel:1001', LOCK)).toBe('replaced');
  });

  it('PUT of a video’s lock is 204, new or not', async () => {
    const { api, sent, calls } = await ibmWorld();
    expect(await api.hashLocks.set('video:2001', LOCK)).toBe('set');
    expect(last(sent)).toEqual({
      method: 'PUT',
      path: '/videos/2001/locks/hash.json',
      contentType: FORM_TYPE,
      body: FORM,
    });
    expect(calls.at(-1)).toMatchObject({ status: 204, path: '/videos/{}/locks/hash.json' });
  });

  it('GET of a channel’s lock shows no secret', async () => {
    const { api, sent } = await ibmWorld();
    await api.hashLocks.set('channel:1001', {
      ...LOCK,
      message: 'Members only',
      buttonCaption: 'Sign in',
      popupWidth: 640,
      popupHeight: 480,
    });
    expect(await api.hashLocks.read('channel:1001')).toEqual({
      content: 'channel:1001',
      url: LOCK.url,
      message: 'Members only',
      buttonCaption: 'Sign in',
      popupWidth: 640,
      popupHeight: 480,
    });
    expect(last(sent)).toEqual({
      method: 'GET',
      path: '/channels/1001/locks/hash.json',
      contentType: null,
      body: '',
    });
  });

  it('GET of a video’s lock shows the secret, and here nobody sees it', async () => {
    const { api, sent } = await ibmWorld();
    await api.hashLocks.set('video:2001', LOCK);
    const lock = await api.hashLocks.read('video:2001');
    expect(last(sent)).toMatchObject({ method: 'GET', path: '/videos/2001/locks/hash.json' });
    expect(lock).toEqual({
      content: 'video:2001',
      url: LOCK.url,
      secret: expect.any(Secret),
    });
    expect(lock.secret?.reveal()).toBe(LOCK.secret);
    for (const shown of [JSON.stringify(lock), inspect(lock), String(lock.secret)])
      expect(shown).not.toContain(LOCK.secret);
  });

  it('DELETE of a channel’s lock is 200, of a video’s 204, and the video has its channel’s again', async () => {
    const { api, sent, calls } = await ibmWorld();
    await api.hashLocks.delete('video:2002');
    expect(last(sent)).toEqual({
      method: 'DELETE',
      path: '/videos/2002/locks/hash.json',
      contentType: null,
      body: '',
    });
    expect(calls.at(-1)?.status).toBe(204);
    expect(await api.hashLocks.read('video:2002', { channel: 'channel:1001' })).toMatchObject({
      content: 'channel:1001',
    });
    await api.hashLocks.delete('channel:1001');
    expect(calls.at(-1)).toMatchObject({ method: 'DELETE', status: 200 });
    const gone = api.hashLocks.read('video:2002', { channel: 'channel:1001' });
    expect(await rejection(gone)).toMatchObject({ code: 'vendor_not_found' });
  });

  it.each([
    ['channel:1003', '/channels/1003/viewer-auth.json'],
    ['video:2004', '/videos/2004/viewer-auth.json'],
  ] as const)('PUT and DELETE of viewer authentication of %s are 204', async (content, path) => {
    const { api, sent, calls } = await ibmWorld();
    const publicKey = new URLSearchParams(`k=${PRINTED_PUBLIC_KEY}`).get('k') ?? '';
    const authUrl = 'https://videos.yourcompany.com/content-auth-start';
    await api.viewerAuth.set(content, { authUrl, publicKey });
    const trimmed = PRINTED_PUBLIC_KEY.replaceAll('%0A+', '%0A');
    expect(last(sent)).toEqual({
      method: 'PUT',
      path,
      contentType: FORM_TYPE,
      body: `auth_url=https%3A%2F%2Fvideos.yourcompany.com%2Fcontent-auth-start&public_key=${trimmed}`,
    });
    await api.viewerAuth.delete(content);
    expect(last(sent)).toMatchObject({ method: 'DELETE', path, body: '' });
    expect(calls.slice(-2).map(({ status }) => status)).toEqual([204, 204]);
  });
});

describe('the answers that the vendor prints', () => {
  const answered = (body: string, content: IbmContent) =>
    scripted(() => new Response(body, { headers: JSON_TYPE })).hashLocks.read(content);

  it('are read as they stand: nothing is nothing, and no size is no size', async () => {
    const printed =
      '{"hashlock":{"type":"advanced","url":"https://yourdomain.com/auth/123","message":null,"button_caption":null,"popup_width":"0","popup_height":"0"}}';
    expect(await answered(printed, 'channel:1')).toEqual({
      content: 'channel:1',
      url: 'https://yourdomain.com/auth/123',
    });
    const ofVideo =
      '{"hashlock":{"url":"https://auth.yourdomain.com/video-authentication","secret":"TOP_SECRET_KEY"}}';
    const lock = await answered(ofVideo, 'video:1');
    expect(lock.secret?.reveal()).toBe('TOP_SECRET_KEY');
  });

  it.each(['{}', '{"hashlock":{}}', '{"hashlock":{"url":1}}', '[]'])(
    'that are %s are an error',
    async (body) => {
      const error = await rejection(answered(body, 'video:1'));
      expect(error).toMatchObject({ code: 'vendor_response', vendor: 'ibm' });
    },
  );
});

type Call = (api: IbmClient, content: IbmContent) => Promise<unknown>;
const set: Call = (api, content) => api.hashLocks.set(content, LOCK);
const read: Call = (api, content) => api.hashLocks.read(content);
const remove: Call = (api, content) => api.hashLocks.delete(content);
const protect: Call = (api, content) =>
  api.viewerAuth.set(content, { authUrl: LOCK.url, publicKey: 'x' });
const open: Call = (api, content) => api.viewerAuth.delete(content);

describe('the errors that the vendor lists', () => {
  it.each([
    ['set', set],
    ['read', read],
    ['delete', remove],
    ['protect', protect],
    ['open', open],
  ])('%s: 403 lack_of_ownership and 404 not_found', async (_, call) => {
    const { api } = await ibmWorld();
    for (const content of ['channel:1999', 'video:2999'] as const)
      expect(await rejection(call(api, content))).toMatchObject({
        code: 'vendor_forbidden',
        status: 403,
        reason: 'lack_of_ownership',
        vendor: 'ibm',
      });
    for (const content of ['channel:9999', 'video:9999'] as const)
      expect(await rejection(call(api, content))).toMatchObject({
        code: 'vendor_not_found',
        status: 404,
        reason: 'not_found',
      });
  });

  it.each([
    ['invalid_request', { ...LOCK, url: '' }],
    ['invalid_type', { ...LOCK, url: 'yourdomain.com/auth/123' }],
  ])('set: 400 %s', async (reason, lock) => {
    const { api } = await ibmWorld();
    for (const content of ['channel:1001', 'video:2001'] as const) {
      const error = await rejection(api.hashLocks.set(content, lock));
      expect(error).toMatchObject({ code: 'vendor_request', status: 400, reason });
    }
  });

  it('protect: 400 for what is no key', async () => {
    const { api } = await ibmWorld();
    expect(await rejection(protect(api, 'channel:1003'))).toMatchObject({
      code: 'vendor_request',
      status: 400,
    });
  });

  it('A33 protect: a private key is refused before anything is sent', async () => {
    const { api, sent } = await ibmWorld();
    const setting = { authUrl: LOCK.url, publicKey: RSA.pem };
    const error = await rejection(api.viewerAuth.set('channel:1003', setting));
    expect(error).toMatchObject({
      code: 'invalid_value',
      message: expect.stringMatching(/publicKey/),
    });
    expect(inspect(error)).not.toContain(RSA.pem.split('\n')[3]);
    expect(sent).toEqual([]);
  });

  it('A48 an error value that is none of the list is not told on', async () => {
    const { api, sandbox } = await ibmWorld({ retries: 0 });
    const body = `{"error":"${LOCK.secret}"}`;
    await sandbox.addFault({
      where: { listener: 'ibm', path: '/locks/' },
      do: { action: 'status', status: 400, body },
    });
    const error = await rejection(set(api, 'channel:1001'));
    expect(error).toMatchObject({ code: 'vendor_request', reason: undefined });
    expect(inspect(error)).not.toContain(LOCK.secret);
  });

  it('500 is an error of the vendor, and repeated', async () => {
    const { api, sandbox, calls } = await ibmWorld();
    await sandbox.addFault({
      where: { listener: 'ibm', path: '/viewer-auth' },
      do: { action: 'status', status: 500 },
    });
    expect(await rejection(open(api, 'channel:1003'))).toMatchObject({
      code: 'vendor_status',
      status: 500,
    });
    expect(calls.at(-1)).toMatchObject({ attempt: 1, error: 'vendor_status' });
  });
});

describe('a lock that must not be set', () => {
  it.each([
    ['A42 a sample of the vendor’s', { ...LOCK, secret: 'TOP_SECRET_KEY' }],
    ['A42 a short one', { ...LOCK, secret: 'fifteen bytes..' }],
  ])('%s is refused before anything is sent', async (_, lock) => {
    const { api, sent } = await ibmWorld();
    const error = await rejection(api.hashLocks.set('channel:1001', lock));
    expect(error).toMatchObject({ code: 'config', message: expect.stringContaining('secret') });
    expect(inspect(error)).not.toContain(lock.secret);
    expect(sent).toEqual([]);
  });

  it.each(['1001', 'channel:', 'channel:1/../2', 'video:%2e', 'clip:1', 'channel:1\n'])(
    'A16 %j is no content',
    async (content) => {
      const { api, sent } = await ibmWorld();
      const error = await rejection(api.hashLocks.read(JSON.parse(JSON.stringify(content))));
      expect(error).toMatchObject({ code: 'invalid_value' });
      expect(sent).toEqual([]);
    },
  );
});

describe('access tokens', () => {
  it('are asked for as the vendor shows it: the bare secret after Basic', async () => {
    const { api, sandbox, sent } = await ibmWorld({ deviceName: 'backend', scope: 'broadcaster' });
    await api.hashLocks.read('channel:1001');
    const { clientId, clientSecret } = sandbox.keys.ibm;
    expect(sent[0]).toEqual({
      method: 'POST',
      path: '/oauth2/token',
      authorization: `Basic ${clientSecret}`,
      contentType: FORM_TYPE,
      body: `grant_type=client_credentials&client_id=${clientId}&scope=broadcaster&device_name=backend`,
    });
  });

  it('or as the standard wants it', async () => {
    const { api, sandbox, sent } = await ibmWorld({ authMethod: 'basic' });
    await api.hashLocks.read('channel:1001');
    const { clientId, clientSecret } = sandbox.keys.ibm;
    const pair = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    expect(sent[0]).toMatchObject({
      authorization: `Basic ${pair}`,
      body: `grant_type=client_credentials&client_id=${clientId}`,
    });
  });

  it('are used for a day, by all calls', async () => {
    const { api, sent, clock } = await ibmWorld();
    const tokens = (): number => sent.filter(({ path }) => path === '/oauth2/token').length;
    await Promise.all([read(api, 'channel:1001'), read(api, 'video:2002')]);
    expect(tokens()).toBe(1);
    await clock.advance(86_400_000);
    await read(api, 'channel:1001');
    expect(tokens()).toBe(2);
  });

  it('that the vendor has ended are replaced, once', async () => {
    const { api, sandbox, sent } = await ibmWorld();
    await read(api, 'channel:1001');
    await sandbox.revokeCredentials({ vendor: 'ibm' });
    await read(api, 'channel:1001');
    expect(sent.map(({ path }) => path.split('/')[1])).toEqual([
      'oauth2',
      'channels',
      'channels',
      'oauth2',
      'channels',
    ]);
  });

  it.each(['basic-raw', 'basic'] as const)('are ended at the vendor (%s)', async (authMethod) => {
    const { api, sandbox, sent, calls } = await ibmWorld({ authMethod });
    await api.revoke();
    expect(sent).toEqual([]);
    await read(api, 'channel:1001');
    const bearer = sent.at(-1)?.authorization ?? '';
    await api.revoke({ correlationId: 'sign-out-1' });
    expect(calls.at(-1)?.correlationId).toBe('sign-out-1');
    expect(sent.at(-1)).toMatchObject({
      method: 'POST',
      path: '/oauth2/token/revoke',
      body: `token=${bearer.slice(7)}&client_id=${sandbox.keys.ibm.clientId}`,
    });
    const url = `${sandbox.addresses.ibm}/channels/1001/locks/hash.json`;
    expect((await fetch(url, { headers: { Authorization: bearer } })).status).toBe(401);
    await read(api, 'channel:1001');
    expect(sent.at(-1)?.authorization).not.toBe(bearer);
  });

  it.each([
    ['another secret', { clientSecret: 'wrong' }, 'vendor_credentials', 'invalid_client'],
    ['another client', { clientId: '0'.repeat(40) }, 'vendor_credentials', 'invalid_client'],
  ])('are refused for %s', async (_, options, code, reason) => {
    const { api } = await ibmWorld(options);
    expect(await rejection(read(api, 'channel:1001'))).toMatchObject({ code, reason, status: 400 });
  });

  it('503 server_error of the token endpoint is repeated', async () => {
    const { api, sandbox, clock } = await ibmWorld();
    await sandbox.addFault({
      where: { listener: 'ibm', path: '/oauth2/token' },
      do: { action: 'status', status: 503, body: '{"error":"server_error"}' },
      times: 1,
    });
    const call = read(api, 'channel:1001');
    while (clock.slept.filter((ms) => ms === 0).length === 0) await clock.advance(0);
    await clock.advance(1);
    expect(await call).toBeDefined();
  });

  it.each([
    ['clientId', { clientId: '' }],
    ['clientSecret', { clientSecret: '' }],
    ['tokenUrl', { tokenUrl: 'http://video.ibm.com/oauth2/token' }],
    ['apiUrl', { apiUrl: 'http://api.video.ibm.com' }],
  ])('A42 a wrong %s is refused by name', (name, options) => {
    const make = () => createIbmClient({ clientId: 'c', clientSecret: 's', ...options });
    expect(make).toThrow(expect.objectContaining({ code: 'config' }));
    expect(make).toThrow(name);
  });

  it('go to the vendor’s own hosts by default', async () => {
    const urls: string[] = [];
    const api = createIbmClient({
      clientId: 'c',
      clientSecret: 's',
      fetch: async (input) => {
        urls.push(new Request(input).url);
        return Response.json({ access_token: 'a', token_type: 'bearer', expires_in: 1 });
      },
    });
    await rejection(read(api, 'channel:7'));
    expect(urls).toEqual([
      'https://video.ibm.com/oauth2/token',
      'https://api.video.ibm.com/channels/7/locks/hash.json',
    ]);
  });
});

describe('the vendor’s limit of calls', () => {
  it('is known from every answer', async () => {
    const { api, clock } = await ibmWorld();
    expect(api.rateLimit()).toBeUndefined();
    await read(api, 'channel:1001');
    const resetsAt = clock.now() + 3_600_000;
    expect(api.rateLimit()).toEqual({ limit: 1000, remaining: 999, resetsAt });
  });

  it('once reached it is an error that says when to come again', async () => {
    const { api, sandbox } = await ibmWorld();
    await sandbox.tell('ibm', 'setRateLimit', { limit: 1, windowMs: 90_000 });
    await read(api, 'channel:1001');
    expect(await rejection(read(api, 'channel:1001'))).toMatchObject({
      code: 'vendor_rate_limited',
      status: 429,
      retryAfterSeconds: 90,
    });
    expect(api.rateLimit()).toMatchObject({ remaining: 0 });
  });

  it('is waited for where the wait is short', async () => {
    const { api, sandbox, clock } = await ibmWorld();
    await sandbox.tell('ibm', 'setRateLimit', { limit: 1, windowMs: 10_000 });
    await read(api, 'channel:1001');
    const call = read(api, 'channel:1001');
    while (!clock.slept.includes(10_000)) await clock.advance(0);
    await clock.advance(10_000);
    expect(await call).toBeDefined();
  });

  it('headers that are no numbers are no limit', async () => {
    const headers = { 'X-RateLimit-Limit': 'many', 'X-RateLimit-Reset': 'soon' };
    const api = scripted(() => new Response('{}', { status: 429, headers }));
    const error = await rejection(read(api, 'channel:1'));
    expect(error).toMatchObject({ code: 'vendor_rate_limited', retryAfterSeconds: undefined });
    expect(api.rateLimit()).toBeUndefined();
  });
});
