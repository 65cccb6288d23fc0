import { epochMs } from '@playgate/protocol';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryStore } from '../../src/store/memory-store.ts';
import {
  createSecureVideoClient,
  secureVideo,
  secureVideoReason,
} from '../../src/secure-video/index.ts';
import type { SecureVideoClient } from '../../src/secure-video/index.ts';
import type { ServerErrorCode } from '../../src/server-error.ts';
import { codeThrown } from '../api/api-support.ts';
import { KEYS, rejection, scriptedSecureVideo, secureVideoWorld } from './secure-video-world.ts';

/** One call of each kind. */
const CALLS: readonly (readonly [
  name: string,
  request: string,
  call: (client: SecureVideoClient) => Promise<unknown>,
])[] = [
  ['users.list', 'GET /user', ({ users }) => users.list()],
  ['users.read', 'GET /user/5', ({ users }) => users.read('5')],
  [
    'users.create',
    'POST /user',
    ({ users }) =>
      users.create({ fullName: 'A', emailAddress: 'a@b.example', timeZoneWindowsId: 'UTC' }),
  ],
  ['users.update', 'PUT /user/5', ({ users }) => users.update('5', { fullName: 'B' })],
  ['users.delete', 'DELETE /user/6', ({ users }) => users.delete('6')],
  ['sessions.list', 'GET /session', ({ sessions }) => sessions.list()],
  [
    'sessions.create',
    'POST /session/5',
    ({ sessions }) =>
      sessions.create('5', { scheduledAt: epochMs(0), participants: [{ fullName: 'T' }] }),
  ],
  [
    'sessions.update',
    'PUT /session/36001',
    ({ sessions }) => sessions.update('36001', { scheduledAt: epochMs(0) }),
  ],
  ['sessions.delete', 'DELETE /session/36001', ({ sessions }) => sessions.delete('36001')],
  ['usage', 'GET /usage?month=2023-11-01', ({ usage }) => usage('2023-11')],
  ['loginUri', 'POST /login/5', ({ loginUri }) => loginUri('5')],
];

describe('SV-S1 every call', () => {
  it.each(CALLS)('%s is %s, with Basic and the JSON content type', async (_, request, call) => {
    const { client, sandbox, sent } = await secureVideoWorld();
    await call(client);
    const { identifier, secretKey } = sandbox.keys.secureVideo;
    const pair = Buffer.from(`${identifier}:${secretKey}`).toString('base64');
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([request]);
    expect(sent[0]?.headers.get('authorization')).toBe(`Basic ${pair}`);
    expect(sent[0]?.headers.get('content-type')).toBe('application/json');
  });
});

/** The whole table of the document. */
const STATUSES: readonly (readonly [number, ServerErrorCode, string])[] = [
  [400, 'vendor_request', 'bad_request'],
  [401, 'vendor_credentials', 'unauthorized'],
  [403, 'vendor_forbidden', 'forbidden'],
  [404, 'vendor_not_found', 'not_found'],
  [405, 'vendor_request', 'method_not_allowed'],
  [412, 'vendor_address', 'address_not_allowed'],
  [429, 'vendor_rate_limited', 'quota_exceeded'],
  [500, 'vendor_status', 'internal_error'],
  [501, 'vendor_not_implemented', 'not_implemented'],
];

describe('SV-S2 the status table', () => {
  it.each(STATUSES)('%i is %s, reason %s, and is asked once', async (status, code, reason) => {
    const { client, tell, sent, refusals } = await secureVideoWorld();
    await tell('failNext', { status, text: 'Because of this', times: 9 });
    const error = await rejection(client.users.list({ correlationId: 'ref-1' }));
    expect(error).toMatchObject({
      code,
      reason,
      status,
      vendor: 'secure-video',
      correlationId: 'ref-1',
    });
    expect(secureVideoReason(error)).toBe(reason);
    expect(String(error)).not.toContain('Because');
    expect(refusals).toMatchObject([{ status, reason, message: 'Because of this' }]);
    expect(sent).toHaveLength(1);
  });

  it('a user of another company is forbidden, one who is none is not found, an Administrator stays', async () => {
    const { client, tell } = await secureVideoWorld();
    expect(await rejection(client.users.read('2112'))).toMatchObject({ reason: 'forbidden' });
    await tell('forgetForeignUsers');
    expect(await rejection(client.users.read('2112'))).toMatchObject({ reason: 'not_found' });
    expect(await rejection(client.users.delete('7'))).toMatchObject({ reason: 'forbidden' });
  });

  it('wrong keys are refused', async () => {
    const { client } = await secureVideoWorld({ secretKey: `sandbox_sk_${'0'.repeat(32)}` });
    expect(await rejection(client.users.list())).toMatchObject({
      code: 'vendor_credentials',
      reason: 'unauthorized',
    });
  });

  it('is no reason where nothing was answered', async () => {
    const refuse: typeof fetch = () => Promise.reject(new TypeError('fetch failed'));
    const { client } = await secureVideoWorld({ fetch: refuse, retries: 0 });
    const error = await rejection(client.users.list());
    expect(error).toMatchObject({ code: 'vendor_connection' });
    expect(secureVideoReason(error)).toBeUndefined();
  });
});

describe('SV-S3 bodies', () => {
  it.each(['html', 'empty'])('an error whose body is %s keeps its status', async (body) => {
    const { client, tell, refusals } = await secureVideoWorld();
    await tell('failNext', { status: 401, body });
    expect(await rejection(client.users.list())).toMatchObject({
      status: 401,
      reason: 'unauthorized',
    });
    expect(refusals).toEqual([
      {
        ...{ status: 401, reason: 'unauthorized', needsOperator: true },
        correlationId: expect.any(String),
      },
    ]);
  });

  it('HTML where success promises JSON is not_json, and nothing of it is forwarded', async () => {
    const html = '<h1>Runtime Error</h1>';
    const { client } = scriptedSecureVideo(
      () => new Response(html, { headers: { 'Content-Type': 'text/html' } }),
    );
    const error = await rejection(client.users.list());
    expect(error).toMatchObject({ code: 'vendor_response', status: 200 });
    expect(secureVideoReason(error)).toBe('not_json');
    expect(inspect(error)).not.toContain('Runtime');
  });

  it('the message is read in whatever case', async () => {
    const { client, refusals } = scriptedSecureVideo(() =>
      Response.json({ message: 'gone' }, { status: 404 }),
    );
    await rejection(client.users.read('5'));
    expect(refusals).toMatchObject([{ message: 'gone' }]);
  });
});

describe('SV-S4 412', () => {
  it('means this server’s address: told to the operator, never repeated', async () => {
    const { client, tell, sent, refusals, clock } = await secureVideoWorld();
    await tell('setAllowedAddresses', { addresses: ['203.0.113.7'] });
    const error = await rejection(client.sessions.list());
    expect(error).toMatchObject({ code: 'vendor_address', reason: 'address_not_allowed' });
    expect(String(error)).toContain("takes no calls from this server's address");
    expect(refusals).toMatchObject([{ reason: 'address_not_allowed', needsOperator: true }]);
    expect([sent.length, clock.slept.filter((ms) => ms < 5000)]).toEqual([1, []]);
    await tell('setAllowedAddresses', { addresses: ['0.0.0.0'] });
    await expect(client.sessions.list()).resolves.toHaveLength(3);
  });
});

describe('SV-S5 429', () => {
  it('without Retry-After closes until the next hour: no call reaches the vendor before', async () => {
    const { client, tell, sent, refusals, clock } = await secureVideoWorld();
    await tell('setQuota', { perHour: 1 });
    await client.users.list();
    const refused = {
      code: 'vendor_rate_limited',
      reason: 'quota_exceeded',
      retryAfterSeconds: 2800,
    };
    expect(await rejection(client.users.list())).toMatchObject({ ...refused, status: 429 });
    expect(await rejection(client.users.list())).toMatchObject({ ...refused, status: undefined });
    expect(sent).toHaveLength(2);
    expect(refusals).toMatchObject([
      { reason: 'quota_exceeded', status: 429, needsOperator: true },
      { reason: 'quota_exceeded', needsOperator: true },
    ]);
    expect(refusals.map(({ status }) => status)).toEqual([429, undefined]);
    await clock.advance(2_800_000);
    await expect(client.users.list()).resolves.toHaveLength(3);
  });

  it('is told to the operator by the id that the viewer is told, also when no call is made', async () => {
    const { client, tell, refusals, calls } = await secureVideoWorld();
    await tell('setQuota', { perHour: 1 });
    await client.users.list();
    for (const correlationId of ['ref-1', 'ref-2'])
      expect(await rejection(client.users.list({ correlationId }))).toMatchObject({
        correlationId,
      });
    expect(refusals.map((refusal) => refusal.correlationId)).toEqual(['ref-1', 'ref-2']);
    expect(calls).toHaveLength(2);
    const error = await rejection(client.users.list());
    expect(error).toMatchObject({ correlationId: refusals[2]?.correlationId });
    expect(refusals[2]?.correlationId).toMatch(/^[\da-f-]{36}$/);
  });

  it('is forgotten when the vendor’s support has raised the quota', async () => {
    const { client, tell } = await secureVideoWorld();
    await tell('setQuota', { perHour: 1 });
    await client.users.list();
    await rejection(client.users.list());
    await tell('setQuota', { perHour: 100 });
    expect(await rejection(client.users.list())).toMatchObject({ reason: 'quota_exceeded' });
    await client.quota.reopen();
    await expect(client.users.list()).resolves.toHaveLength(3);
    expect(await client.quota.used()).toBe(3);
  });

  it('with Retry-After closes as long as that', async () => {
    let status = 429;
    const { client, clock, sent } = scriptedSecureVideo(() =>
      status === 429
        ? Response.json({ Message: 'quota' }, { status, headers: { 'Retry-After': '20' } })
        : Response.json([]),
    );
    expect(await rejection(client.users.list())).toMatchObject({ retryAfterSeconds: 20 });
    status = 200;
    await rejection(client.users.list());
    expect(sent).toHaveLength(1);
    await clock.advance(20_000);
    expect(await client.users.list()).toEqual([]);
  });

  it('the local budget refuses first, calls of low priority before the others', async () => {
    const { client, sent, tell } = await secureVideoWorld({ quota: { perHour: 4, reserve: 0.5 } });
    for (const _ of [1, 2]) await client.users.list({ priority: 'low' });
    expect(await rejection(client.users.list({ priority: 'low' }))).toMatchObject({
      code: 'vendor_rate_limited',
    });
    for (const _ of [1, 2]) await client.users.list();
    expect(await rejection(client.users.list())).toMatchObject({ code: 'vendor_rate_limited' });
    expect(sent).toHaveLength(4);
    expect(await tell('setQuota', { perHour: 4 })).toMatchObject({ used: 4 });
  });

  it('repeats count, too', async () => {
    const { client, clock, sent } = scriptedSecureVideo(() => new Response(null, { status: 503 }), {
      quota: { perHour: 2, reserve: 0 },
      retries: 5,
    });
    const error = rejection(client.users.list());
    await clock.advance(60_000);
    expect(await error).toMatchObject({ code: 'vendor_rate_limited', status: undefined });
    expect(sent).toHaveLength(2);
  });

  it('is counted by all instances together in a store', async () => {
    const store = memoryStore();
    const quota = { perHour: 3, reserve: 0, store };
    const one = scriptedSecureVideo(() => Response.json([]), { quota });
    const two = scriptedSecureVideo(() => Response.json([]), { quota });
    for (const { client } of [one, two, one]) await client.users.list();
    expect(await rejection(two.client.users.list())).toMatchObject({ code: 'vendor_rate_limited' });
  });
});

describe('SV-S6 success', () => {
  it('204 is a success without a body, 201 one with it', async () => {
    const { client, calls } = await secureVideoWorld();
    expect(await client.users.delete('6')).toBeUndefined();
    const made = await client.users.create({
      fullName: 'A. MacGuffin',
      emailAddress: 'macguffin@clinic.example',
      timeZoneWindowsId: 'Eastern Standard Time',
    });
    expect(made.fullName).toBe('A. MacGuffin');
    expect(calls.map(({ status }) => status)).toEqual([204, 201]);
  });
});

describe('SV-S7 a fixed address', () => {
  it('is that of the fetch that is given', async () => {
    const seen: string[] = [];
    const { client } = scriptedSecureVideo(() => Response.json([]), {
      fetch: async (input) => {
        seen.push(new Request(input).url);
        return Response.json([]);
      },
    });
    await client.users.list();
    expect(seen).toEqual(['https://api.securevideo.com/user']);
  });
});

describe('usage', () => {
  it('is a list of what the vendor says, in its words', async () => {
    const { client } = await secureVideoWorld();
    expect(await client.usage('2023-11')).toMatchObject([{ SessionId: 36_001 }, {}, {}]);
  });

  it.each([
    ['an object', { Minutes: 12 }, [{ Minutes: 12 }]],
    ['nothing used', [], []],
  ])('may be %s', async (_what, answer, used) => {
    const { client } = scriptedSecureVideo(() => Response.json(answer));
    expect(await client.usage('2023-11')).toEqual(used);
  });

  it.each([
    ['a text', 'canary'],
    ['nothing', null],
    ['a list of numbers', [12]],
    ['lists in a list', [[{}]]],
    ['an object and nothing', [{}, null]],
  ])('that is %s is unusable, and not repeated', async (_what, answer) => {
    const { client } = scriptedSecureVideo(() => Response.json(answer));
    const error = await rejection(client.usage('2023-11'));
    expect(error).toMatchObject({ code: 'vendor_response', vendor: 'secure-video' });
    expect(String(error)).not.toContain('canary');
  });

  it('S8: that is longer than 16 MiB is not read', async () => {
    const { client } = scriptedSecureVideo(
      () => new Response('[]', { headers: { 'content-length': '16777217' } }),
    );
    expect(await rejection(client.usage('2023-11'))).toMatchObject({ code: 'vendor_response' });
  });

  it.each(['2023', '2023-13', '2023-1', '2023-11-01', ''])('of %j is refused', async (month) => {
    const { client } = scriptedSecureVideo(() => Response.json([]));
    expect(await rejection(client.usage(month))).toMatchObject({ code: 'invalid_value' });
  });
});

describe('options', () => {
  it.each([
    { apiUrl: 'http://api.securevideo.com/' },
    { apiUrl: 'https://user@api.securevideo.com/' },
    { hubUrl: 'https://hub.securevideo.com' },
    { hubUrl: 'https://hub.securevideo.com/path/' },
    { timeoutMs: 0 },
    { quota: { perHour: 0 } },
    { login: { returnUrls: [], defaultReturnUrl: 'https://app.example/' } },
  ])('%j is refused', (options) => {
    expect(codeThrown(() => createSecureVideoClient({ ...KEYS, ...options }))).toBe('config');
  });
});

describe('in a browser page', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('neither the client nor the vendor is made', () => {
    vi.stubGlobal('document', {});
    expect(codeThrown(() => createSecureVideoClient(KEYS))).toBe('config');
    expect(codeThrown(() => secureVideo(KEYS))).toBe('config');
  });
});

describe('A48 the secret key', () => {
  it('is in no error, event or refusal, however the vendor echoes it', async () => {
    const { secretKey, identifier } = KEYS;
    const pair = Buffer.from(`${identifier}:${secretKey}`).toString('base64');
    for (const echo of [secretKey, pair, encodeURIComponent(secretKey), `<b>${secretKey}</b>`]) {
      const events: unknown[] = [];
      const { client, refusals } = scriptedSecureVideo(
        () => Response.json({ Message: `Wrong key: ${echo}` }, { status: 401 }),
        { onCall: (event) => events.push(event) },
      );
      const error = await rejection(client.users.list());
      const told = inspect([error, refusals, events, client], { depth: 9, showHidden: true });
      expect(refusals).toMatchObject([{ reason: 'unauthorized' }]);
      expect(told).not.toContain(secretKey);
      expect(told).not.toContain(pair);
    }
  });

  it('reaches nobody but the API: a redirect is not followed', async () => {
    const { client, sandbox } = await secureVideoWorld({ retries: 0 });
    await sandbox.addFault({
      where: { listener: 'secureVideo' },
      do: { action: 'redirect', to: `${sandbox.addresses.foreign}/` },
    });
    expect(await rejection(client.users.list())).toMatchObject({ code: 'vendor_response' });
    const { entries } = await sandbox.journal();
    expect(entries.map(({ listener }) => listener)).toEqual(['secureVideo']);
    expect(await sandbox.leaks()).toEqual([]);
  });

  it('SV-E2 raises no alarm at the vendor', async () => {
    const { client, tell } = await secureVideoWorld();
    for (const [, , call] of CALLS) await call(client);
    expect(await tell('alarms')).toEqual({ alarms: [] });
  });
});
